"""What the problems of Moré, Garbow and Hillstrom (ACM TOMS 7, 1981) share. "MGH" with a number is one of theirs."""

import math


def sum_of_squares(residuals: list[float]) -> float:
    """By products, as ``**`` raises where a square overflows."""
    total = 0.0
    for residual in residuals:
        total += residual * residual
    return total


def exp(exponent: float) -> float:
    """The exponential, infinite where it overflows."""
    try:
        return math.exp(exponent)
    except OverflowError:
        return math.inf


def watson(x: list[float]) -> float:
    """MGH 1981 (20): f_i = sum_{j>=2} (j - 1) x_j t^(j-2) - (sum_j x_j t^(j-1))^2 - 1, t = i / 29, i = 1..29.

    f_30 = x_1 and f_31 = x_2 - x_1^2 - 1.
    """
    residuals = []
    for i in range(1, 30):
        t = i / 29.0
        derivative = 0.0
        value = x[0]
        for j in range(2, len(x) + 1):
            derivative += (j - 1) * x[j - 1] * t ** (j - 2)
            value += x[j - 1] * t ** (j - 1)
        residuals.append(derivative - value * value - 1.0)
    return sum_of_squares([*residuals, x[0], x[1] - x[0] * x[0] - 1.0])


def penalty1(x: list[float]) -> float:
    """MGH 1981 (23), a = 10^-5: f_i = sqrt(a) (x_i - 1), i <= n, and f_{n+1} = sum x_j^2 - 1/4."""
    residuals = [math.sqrt(1e-5) * (xi - 1.0) for xi in x]
    squares = 0.0
    for xi in x:
        squares += xi**2
    return sum_of_squares([*residuals, squares - 0.25])


def penalty2(x: list[float]) -> float:
    """MGH 1981 (24), a = 10^-5, m = 2 n, y_i = exp(i / 10) + exp((i - 1) / 10).

    f_1 = x_1 - 0.2; f_i = sqrt(a) (exp(x_i / 10) + exp(x_{i-1} / 10) - y_i), 2 <= i <= n;
    f_i = sqrt(a) (exp(x_{i-n+1} / 10) - exp(-1 / 10)), n < i < 2 n; f_{2n} = sum (n - j + 1) x_j^2 - 1.
    """
    n = len(x)
    root = math.sqrt(1e-5)
    residuals = [x[0] - 0.2]
    for i in range(2, n + 1):
        y = math.exp(i / 10.0) + math.exp((i - 1) / 10.0)
        residuals.append(root * (math.exp(x[i - 1] / 10.0) + math.exp(x[i - 2] / 10.0) - y))
    for i in range(n + 1, 2 * n):
        residuals.append(root * (math.exp(x[i - n] / 10.0) - math.exp(-0.1)))
    weighted = 0.0
    for j in range(1, n + 1):
        weighted += (n - j + 1) * x[j - 1] ** 2
    return sum_of_squares([*residuals, weighted - 1.0])


def chebyquad(x: list[float]) -> float:
    """MGH 1981 (35), m = n: f_i = 1/n sum_j T_i(x_j) - int_0^1 T_i, T_i the Chebyshev polynomials shifted to [0, 1].

    The integral is 0 for odd i and -1 / (i^2 - 1) for even i.
    """
    n = len(x)
    sums = [0.0] * (n + 1)
    for xj in x:
        argument = 2.0 * xj - 1.0
        before, current = 1.0, argument
        for i in range(1, n + 1):
            sums[i] += current
            before, current = current, 2.0 * argument * current - before
    residuals = []
    for i in range(1, n + 1):
        integral = 0.0 if i % 2 else -1.0 / (i**2 - 1)
        residuals.append(sums[i] / n - integral)
    return sum_of_squares(residuals)

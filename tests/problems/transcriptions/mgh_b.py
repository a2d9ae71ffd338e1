"""Moré, Garbow and Hillstrom (ACM TOMS 7, 1981), problems 22 to 35, in plain Python; see ``first.py``.

The value is the sum of the squares of the f_i.
"""

import math
from collections.abc import Callable

Formula = Callable[[list[float]], float]

FORMULAS: dict[str, Formula] = {}


def formula(function: Formula) -> Formula:
    """Register a function under its own name."""
    FORMULAS[function.__name__] = function
    return function


def sum_of_squares(residuals: list[float]) -> float:
    """By products, as ``**`` raises where a square overflows."""
    total = 0.0
    for residual in residuals:
        total += residual * residual
    return total


@formula
def mgh22_ext_powell12(x: list[float]) -> float:
    """MGH 1981 (22), n a multiple of 4: Powell's singular function on each four variables in turn."""
    n = len(x)
    if n % 4:
        raise ValueError(f"MGH 22 is defined for multiples of 4, not {n}")
    residuals = []
    for k in range(0, n, 4):
        a, b, c, d = x[k : k + 4]
        residuals += [a + 10.0 * b, math.sqrt(5.0) * (c - d), (b - 2.0 * c) ** 2, math.sqrt(10.0) * (a - d) ** 2]
    return sum_of_squares(residuals)


def penalty1(x: list[float]) -> float:
    """MGH 1981 (23), a = 10^-5: f_i = sqrt(a) (x_i - 1), i <= n, and f_{n+1} = sum x_j^2 - 1/4."""
    residuals = [math.sqrt(1e-5) * (xi - 1.0) for xi in x]
    squares = 0.0
    for xi in x:
        squares += xi**2
    return sum_of_squares([*residuals, squares - 0.25])


FORMULAS["mgh23_penalty1_4"] = FORMULAS["mgh23_penalty1_10"] = penalty1


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


FORMULAS["mgh24_penalty2_4"] = FORMULAS["mgh24_penalty2_10"] = penalty2


@formula
def mgh26_trigonometric10(x: list[float]) -> float:
    """MGH 1981 (26): f_i = n - sum_j cos x_j + i (1 - cos x_i) - sin x_i."""
    n = len(x)
    cosines = 0.0
    for xj in x:
        cosines += math.cos(xj)
    residuals = []
    for i, xi in enumerate(x, start=1):
        residuals.append(n - cosines + i * (1.0 - math.cos(xi)) - math.sin(xi))
    return sum_of_squares(residuals)


@formula
def mgh27_brown_almost_linear10(x: list[float]) -> float:
    """MGH 1981 (27): f_i = x_i + sum_j x_j - (n + 1), i < n, and f_n = prod_j x_j - 1."""
    n = len(x)
    total = 0.0
    product = 1.0
    for xj in x:
        total += xj
        product *= xj
    residuals = [xi + total - (n + 1) for xi in x[: n - 1]]
    return sum_of_squares([*residuals, product - 1.0])


@formula
def mgh28_discrete_boundary10(x: list[float]) -> float:
    """MGH 1981 (28): f_i = 2 x_i - x_{i-1} - x_{i+1} + h^2 (x_i + t_i + 1)^3 / 2, t_i = i h, h = 1 / (n + 1)."""
    n = len(x)
    h = 1.0 / (n + 1)
    padded = [0.0, *x, 0.0]
    residuals = []
    for i in range(1, n + 1):
        cube = (padded[i] + i * h + 1.0) ** 3
        residuals.append(2.0 * padded[i] - padded[i - 1] - padded[i + 1] + h * h * cube / 2.0)
    return sum_of_squares(residuals)


@formula
def mgh29_discrete_integral10(x: list[float]) -> float:
    """MGH 1981 (29), c_j = (x_j + t_j + 1)^3, t_j = j h, h = 1 / (n + 1).

    f_i = x_i + h/2 [(1 - t_i) sum_{j<=i} t_j c_j + t_i sum_{j>i} (1 - t_j) c_j].
    """
    n = len(x)
    h = 1.0 / (n + 1)
    residuals = []
    for i in range(1, n + 1):
        below = 0.0
        above = 0.0
        for j in range(1, n + 1):
            cube = (x[j - 1] + j * h + 1.0) ** 3
            if j <= i:
                below += j * h * cube
            else:
                above += (1.0 - j * h) * cube
        residuals.append(x[i - 1] + h * ((1.0 - i * h) * below + i * h * above) / 2.0)
    return sum_of_squares(residuals)


@formula
def mgh31_broyden_banded10(x: list[float]) -> float:
    """MGH 1981 (31): f_i = x_i (2 + 5 x_i^2) + 1 - sum_{j in J_i} x_j (1 + x_j).

    J_i = {j: j != i, max(1, i - 5) <= j <= min(n, i + 1)}.
    """
    n = len(x)
    residuals = []
    for i in range(1, n + 1):
        band = 0.0
        for j in range(max(1, i - 5), min(n, i + 1) + 1):
            if j != i:
                band += x[j - 1] * (1.0 + x[j - 1])
        residuals.append(x[i - 1] * (2.0 + 5.0 * x[i - 1] ** 2) + 1.0 - band)
    return sum_of_squares(residuals)


@formula
def mgh32_linear_full_rank(x: list[float]) -> float:
    """MGH 1981 (32), m = 2 n: f_i = x_i - 2/m sum x_j - 1, i <= n, and -2/m sum x_j - 1 beyond."""
    n = len(x)
    m = 2 * n
    shared = -2.0 / m * sum(x) - 1.0
    return sum_of_squares([(x[i] if i < n else 0.0) + shared for i in range(m)])


@formula
def mgh33_linear_rank1(x: list[float]) -> float:
    """MGH 1981 (33), m = 2 n: f_i = i sum_j j x_j - 1."""
    weighted = 0.0
    for j, xj in enumerate(x, start=1):
        weighted += j * xj
    return sum_of_squares([i * weighted - 1.0 for i in range(1, 2 * len(x) + 1)])


@formula
def mgh34_linear_rank1_zero(x: list[float]) -> float:
    """MGH 1981 (34), m = 2 n: f_1 = f_m = -1 and f_i = (i - 1) sum_{j=2}^{n-1} j x_j - 1."""
    n = len(x)
    m = 2 * n
    weighted = 0.0
    for j in range(2, n):
        weighted += j * x[j - 1]
    return sum_of_squares([-1.0, *[(i - 1) * weighted - 1.0 for i in range(2, m)], -1.0])


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


for size in (7, 8, 9, 10):
    FORMULAS[f"mgh35_chebyquad{size}"] = chebyquad

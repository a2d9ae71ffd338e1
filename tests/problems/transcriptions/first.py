"""Plain-Python transcriptions of published test functions, made without reading the package.

``FORMULAS[name](x)`` is the value at the list of floats ``x``; the dimension is ``len(x)``.
"MGH 1981" is Moré, Garbow and Hillstrom, ACM TOMS 7: the value is the sum of the squares of the f_i.
"""

import math
from collections.abc import Callable

Formula = Callable[[list[float]], float]

FORMULAS: dict[str, Formula] = {}


def formula(function: Formula) -> Formula:
    """Register a function under its own name."""
    FORMULAS[function.__name__] = function
    return function


@formula
def sphere(x: list[float]) -> float:
    """De Jong 1975, F1: sum x_i^2."""
    total = 0.0
    for xi in x:
        total += xi * xi
    return total


@formula
def quad_log_k10000(x: list[float]) -> float:
    """problems.md A1: 1/2 sum k^((i-1)/(n-1)) x_i^2 with k = 10^4 (n = 1: the factor is 1)."""
    n = len(x)
    total = 0.0
    for i in range(1, n + 1):
        exponent = (i - 1) / (n - 1) if n > 1 else 0.0
        total += 10000.0**exponent * x[i - 1] ** 2
    return 0.5 * total


@formula
def trid10(x: list[float]) -> float:
    """SFU library, Trid: sum_{i=1}^n (x_i - 1)^2 - sum_{i=2}^n x_i x_{i-1}."""
    total = 0.0
    for xi in x:
        total += (xi - 1.0) ** 2
    for i in range(1, len(x)):
        total -= x[i] * x[i - 1]
    return total


@formula
def dixon3dq(x: list[float]) -> float:
    """CUTEst DIXON3DQ: (x_1 - 1)^2 + sum_{j=2}^{n-1} (x_j - x_{j+1})^2 + (x_n - 1)^2; x_1 stands alone."""
    n = len(x)
    total = (x[0] - 1.0) ** 2 + (x[n - 1] - 1.0) ** 2
    for j in range(2, n):
        total += (x[j - 1] - x[j]) ** 2
    return total


@formula
def schwefel_1_2(x: list[float]) -> float:
    """Schwefel 1981, problem 1.2: sum_{i=1}^n (sum_{j=1}^i x_j)^2."""
    total = 0.0
    for i in range(1, len(x) + 1):
        partial = 0.0
        for j in range(1, i + 1):
            partial += x[j - 1]
        total += partial**2
    return total


@formula
def booth(x: list[float]) -> float:
    """SFU library, Booth: (x_1 + 2 x_2 - 7)^2 + (2 x_1 + x_2 - 5)^2."""
    x1, x2 = x
    return (x1 + 2.0 * x2 - 7.0) ** 2 + (2.0 * x1 + x2 - 5.0) ** 2


@formula
def matyas(x: list[float]) -> float:
    """SFU library, Matyas: 0.26 (x_1^2 + x_2^2) - 0.48 x_1 x_2."""
    x1, x2 = x
    return 0.26 * (x1**2 + x2**2) - 0.48 * x1 * x2


@formula
def mgh01_rosenbrock(x: list[float]) -> float:
    """MGH 1981 (1): f_1 = 10 (x_2 - x_1^2), f_2 = 1 - x_1."""
    x1, x2 = x
    f1 = 10.0 * (x2 - x1**2)
    f2 = 1.0 - x1
    return f1**2 + f2**2


@formula
def mgh02_freudenstein_roth(x: list[float]) -> float:
    """MGH 1981 (2): f_1 = -13 + x_1 + ((5 - x_2) x_2 - 2) x_2, f_2 = -29 + x_1 + ((x_2 + 1) x_2 - 14) x_2."""
    x1, x2 = x
    f1 = -13.0 + x1 + ((5.0 - x2) * x2 - 2.0) * x2
    f2 = -29.0 + x1 + ((x2 + 1.0) * x2 - 14.0) * x2
    return f1**2 + f2**2


@formula
def mgh05_beale(x: list[float]) -> float:
    """MGH 1981 (5): f_i = y_i - x_1 (1 - x_2^i), y = 1.5, 2.25, 2.625."""
    x1, x2 = x
    total = 0.0
    for i, yi in enumerate((1.5, 2.25, 2.625), start=1):
        total += (yi - x1 * (1.0 - x2**i)) ** 2
    return total


@formula
def mgh21_ext_rosenbrock10(x: list[float]) -> float:
    """MGH 1981 (21), n even: f_{2i-1} = 10 (x_{2i} - x_{2i-1}^2), f_{2i} = 1 - x_{2i-1}."""
    n = len(x)
    if n % 2:
        raise ValueError(f"MGH 21 is defined for even n, not {n}")
    total = 0.0
    for i in range(1, n // 2 + 1):
        odd, even = x[2 * i - 2], x[2 * i - 1]
        total += (10.0 * (even - odd**2)) ** 2 + (1.0 - odd) ** 2
    return total


@formula
def mgh25_variably_dim10(x: list[float]) -> float:
    """MGH 1981 (25): f_i = x_i - 1 (i <= n), f_{n+1} = sum_j j (x_j - 1), f_{n+2} = f_{n+1}^2."""
    total = 0.0
    weighted = 0.0
    for j, xj in enumerate(x, start=1):
        total += (xj - 1.0) ** 2
        weighted += j * (xj - 1.0)
    return total + weighted**2 + weighted**4


@formula
def mgh30_broyden_tridiagonal10(x: list[float]) -> float:
    """MGH 1981 (30): f_i = (3 - 2 x_i) x_i - x_{i-1} - 2 x_{i+1} + 1, x_0 = x_{n+1} = 0."""
    n = len(x)
    total = 0.0
    for i in range(n):
        left = x[i - 1] if i > 0 else 0.0
        right = x[i + 1] if i < n - 1 else 0.0
        total += ((3.0 - 2.0 * x[i]) * x[i] - left - 2.0 * right + 1.0) ** 2
    return total


@formula
def rastrigin10(x: list[float]) -> float:
    """Mühlenbein, Schomisch and Born 1991: 10 n + sum (x_i^2 - 10 cos 2 pi x_i)."""
    total = 10.0 * len(x)
    for xi in x:
        total += xi**2 - 10.0 * math.cos(2.0 * math.pi * xi)
    return total


@formula
def ackley10(x: list[float]) -> float:
    """Ackley 1987, n-D in Bäck 1996: -20 exp(-0.2 sqrt(mean x^2)) - exp(mean cos 2 pi x) + 20 + e."""
    n = len(x)
    squares = 0.0
    cosines = 0.0
    for xi in x:
        squares += xi**2
        cosines += math.cos(2.0 * math.pi * xi)
    return -20.0 * math.exp(-0.2 * math.sqrt(squares / n)) - math.exp(cosines / n) + 20.0 + math.e


@formula
def griewank10(x: list[float]) -> float:
    """Griewank 1981: 1 + sum x_i^2 / 4000 - prod cos(x_i / sqrt i)."""
    total = 0.0
    product = 1.0
    for i, xi in enumerate(x, start=1):
        total += xi**2 / 4000.0
        product *= math.cos(xi / math.sqrt(i))
    return 1.0 + total - product


@formula
def styblinski_tang10(x: list[float]) -> float:
    """Styblinski and Tang 1990, n-D in the SFU library: 1/2 sum (x_i^4 - 16 x_i^2 + 5 x_i)."""
    total = 0.0
    for xi in x:
        total += xi**4 - 16.0 * xi**2 + 5.0 * xi
    return 0.5 * total


@formula
def himmelblau(x: list[float]) -> float:
    """Himmelblau 1972: (x_1^2 + x_2 - 11)^2 + (x_1 + x_2^2 - 7)^2."""
    x1, x2 = x
    return (x1**2 + x2 - 11.0) ** 2 + (x1 + x2**2 - 7.0) ** 2


@formula
def saddle_quartic(x: list[float]) -> float:
    """Nesterov 2004, section 1.2.3: x_1^2 / 2 + x_2^4 / 4 - x_2^2 / 2."""
    x1, x2 = x
    return x1**2 / 2.0 + x2**4 / 4.0 - x2**2 / 2.0


@formula
def monkey_saddle(x: list[float]) -> float:
    """problems.md A5: x^3 - 3 x y^2 + r^4 / 4, r^2 = x^2 + y^2."""
    x1, x2 = x
    return x1**3 - 3.0 * x1 * x2**2 + (x1**2 + x2**2) ** 2 / 4.0


@formula
def deep_linear_scalar5(x: list[float]) -> float:
    """problems.md A5: 1/2 (prod w_i - 1)^2."""
    product = 1.0
    for wi in x:
        product *= wi
    return 0.5 * (product - 1.0) ** 2


@formula
def l1_norm(x: list[float]) -> float:
    """Definition of the 1-norm: sum |x_i|."""
    total = 0.0
    for xi in x:
        total += abs(xi)
    return total


@formula
def max_norm(x: list[float]) -> float:
    """Schwefel 1981, problem 2.21: max |x_i|."""
    largest = 0.0
    for xi in x:
        largest = max(largest, abs(xi))
    return largest


@formula
def chained_lq10(x: list[float]) -> float:
    """Haarala et al. 2004, no. 3: sum_{i<n} max(-x_i - x_{i+1}, -x_i - x_{i+1} + x_i^2 + x_{i+1}^2 - 1)."""
    total = 0.0
    for i in range(len(x) - 1):
        a, b = x[i], x[i + 1]
        total += max(-a - b, -a - b + (a**2 + b**2 - 1.0))
    return total

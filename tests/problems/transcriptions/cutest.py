"""Table A3 of problems.md (CUTEst) in plain Python, from the SIF definitions; see ``first.py``.

The SIF files divide a group by its 'SCALE'; the weights below are the reciprocals.
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
def cube(x: list[float]) -> float:
    """CUTEst CUBE (n = 2): (x_1 - 1)^2 + 100 sum_{i>=2} (x_i - x_{i-1}^3)^2."""
    total = (x[0] - 1.0) ** 2
    for i in range(1, len(x)):
        total += 100.0 * (x[i] - x[i - 1] ** 3) ** 2
    return total


def rosenbrock_chain(x: list[float]) -> float:
    """The sum over i < n of 100 (x_{i+1} - x_i^2)^2 + (1 - x_i)^2."""
    total = 0.0
    for i in range(len(x) - 1):
        total += 100.0 * (x[i + 1] - x[i] ** 2) ** 2 + (1.0 - x[i]) ** 2
    return total


@formula
def chained_rosenbrock10(x: list[float]) -> float:
    """De Jong's chained Rosenbrock function (scipy.optimize.rosen): every neighbouring pair is a valley."""
    return rosenbrock_chain(x)


@formula
def fletchcr(x: list[float]) -> float:
    """CUTEst FLETCHCR (problem 32 of Report 88/4): the chained Rosenbrock function."""
    return rosenbrock_chain(x)


@formula
def arwhead(x: list[float]) -> float:
    """CUTEst ARWHEAD: sum_{i<n} (x_i^2 + x_n^2)^2 - 4 x_i + 3."""
    total = 0.0
    for xi in x[:-1]:
        total += (xi**2 + x[-1] ** 2) ** 2 - 4.0 * xi + 3.0
    return total


@formula
def engval1(x: list[float]) -> float:
    """CUTEst ENGVAL1: sum_{i<n} (x_i^2 + x_{i+1}^2)^2 - 4 x_i + 3."""
    total = 0.0
    for i in range(len(x) - 1):
        total += (x[i] ** 2 + x[i + 1] ** 2) ** 2 - 4.0 * x[i] + 3.0
    return total


@formula
def edensch(x: list[float]) -> float:
    """CUTEst EDENSCH: 16 + sum_{i<n} (x_i - 2)^4 + (x_i x_{i+1} - 2 x_{i+1})^2 + (x_{i+1} + 1)^2.

    The 16 is the SIF file's last group, whose coefficient of x_n is 0.
    """
    total = 16.0
    for i in range(len(x) - 1):
        total += (x[i] - 2.0) ** 4 + (x[i] * x[i + 1] - 2.0 * x[i + 1]) ** 2 + (x[i + 1] + 1.0) ** 2
    return total


@formula
def liarwhd(x: list[float]) -> float:
    """CUTEst LIARWHD: sum 4 (x_i^2 - x_1)^2 + (x_i - 1)^2."""
    total = 0.0
    for xi in x:
        total += 4.0 * (xi**2 - x[0]) ** 2 + (xi - 1.0) ** 2
    return total


@formula
def nondia(x: list[float]) -> float:
    """CUTEst NONDIA: (x_1 - 1)^2 + 100 sum_{i>=2} (x_1 - x_{i-1}^2)^2."""
    total = (x[0] - 1.0) ** 2
    for i in range(1, len(x)):
        total += 100.0 * (x[0] - x[i - 1] ** 2) ** 2
    return total


@formula
def nondquar(x: list[float]) -> float:
    """CUTEst NONDQUAR: sum_{i<=n-2} (x_i + x_{i+1} + x_n)^4 + (x_1 - x_2)^2 + (x_{n-1} - x_n)^2."""
    total = (x[0] - x[1]) ** 2 + (x[-2] - x[-1]) ** 2
    for i in range(len(x) - 2):
        total += (x[i] + x[i + 1] + x[-1]) ** 4
    return total


@formula
def genrose(x: list[float]) -> float:
    """CUTEst GENROSE: 1 + sum_{i>=2} 100 (x_i - x_{i-1}^2)^2 + (x_i - 1)^2."""
    total = 1.0
    for i in range(1, len(x)):
        total += 100.0 * (x[i] - x[i - 1] ** 2) ** 2 + (x[i] - 1.0) ** 2
    return total


@formula
def genhumps5(x: list[float]) -> float:
    """CUTEst GENHUMPS, zeta = ZETA: sum_{i<n} sin^2(zeta x_i) sin^2(zeta x_{i+1}) + 0.05 (x_i^2 + x_{i+1}^2)."""
    zeta = 20.0
    total = 0.0
    for i in range(len(x) - 1):
        humps = math.sin(zeta * x[i]) * math.sin(zeta * x[i + 1])
        total += humps**2 + 0.05 * (x[i] ** 2 + x[i + 1] ** 2)
    return total


@formula
def hairy(x: list[float]) -> float:
    """CUTEst HAIRY: 30 sin^2(7 x_1) cos^2(7 x_2) + 100 sqrt(0.01 + (x_1 - x_2)^2) + 100 sqrt(0.01 + x_1^2)."""
    x1, x2 = x
    fur = 30.0 * math.sin(7.0 * x1) ** 2 * math.cos(7.0 * x2) ** 2
    return fur + 100.0 * math.sqrt(0.01 + (x1 - x2) ** 2) + 100.0 * math.sqrt(0.01 + x1**2)


@formula
def loghairy(x: list[float]) -> float:
    """CUTEst LOGHAIRY: log((100 + HAIRY) / 100)."""
    return math.log((100.0 + hairy(x)) / 100.0)


@formula
def mexhat(x: list[float]) -> float:
    """CUTEst MEXHAT: -2 (x_1 - 1)^2 + 10^5 (-0.02 + 10^4 (x_2 - x_1^2)^2 + (x_1 - 1)^2)^2."""
    x1, x2 = x
    moat = -0.02 + 10000.0 * (x2 - x1**2) ** 2 + (x1 - 1.0) ** 2
    return -2.0 * (x1 - 1.0) ** 2 + 1e5 * moat**2


@formula
def himmelbg(x: list[float]) -> float:
    """CUTEst HIMMELBG: exp(-x_1 - x_2) (2 x_1^2 + 3 x_2^2)."""
    x1, x2 = x
    return math.exp(-x1 - x2) * (2.0 * x1**2 + 3.0 * x2**2)


@formula
def himmelbh(x: list[float]) -> float:
    """CUTEst HIMMELBH: x_1^3 + x_2^2 - 3 x_1 - 2 x_2 + 2."""
    x1, x2 = x
    return x1**3 + x2**2 - 3.0 * x1 - 2.0 * x2 + 2.0


@formula
def cliff(x: list[float]) -> float:
    """CUTEst CLIFF: (0.01 x_1 - 0.03)^2 - x_1 + x_2 + exp(20 (x_1 - x_2))."""
    x1, x2 = x
    return (0.01 * x1 - 0.03) ** 2 - x1 + x2 + math.exp(20.0 * (x1 - x2))


@formula
def denschna(x: list[float]) -> float:
    """CUTEst DENSCHNA: x_1^4 + (x_1 + x_2)^2 + (exp x_2 - 1)^2."""
    x1, x2 = x
    return x1**4 + (x1 + x2) ** 2 + (math.exp(x2) - 1.0) ** 2


@formula
def denschnd(x: list[float]) -> float:
    """CUTEst DENSCHND: (x_1^2 + x_2^3 - x_3^4)^2 + (2 x_1 x_2 x_3)^2 + (2 x_1 x_2 - 3 x_2 x_3 + x_1 x_3)^2."""
    x1, x2, x3 = x
    a = x1**2 + x2**3 - x3**4
    b = 2.0 * x1 * x2 * x3
    c = 2.0 * x1 * x2 - 3.0 * x2 * x3 + x1 * x3
    return a**2 + b**2 + c**2


def dixmaan(x: list[float], k1: int, k4: int) -> float:
    """CUTEst DIXMAAN with alpha = 1, beta = 0, gamma = delta = 1/8 and k3 = 0; n = 3 m.

    1 + sum_{i<=n} (i/n)^k1 x_i^2 + sum_{i<=2m} x_i^2 x_{i+m}^4 / 8 + sum_{i<=m} (i/n)^k4 x_i x_{i+2m} / 8.
    """
    n = len(x)
    if n % 3:
        raise ValueError(f"DIXMAAN is defined for multiples of 3, not {n}")
    m = n // 3
    total = 1.0
    for i in range(1, n + 1):
        total += (i / n) ** k1 * x[i - 1] ** 2
    for i in range(1, 2 * m + 1):
        total += 0.125 * x[i - 1] ** 2 * x[i + m - 1] ** 4
    for i in range(1, m + 1):
        total += 0.125 * (i / n) ** k4 * x[i - 1] * x[i + 2 * m - 1]
    return total


@formula
def dixmaana15(x: list[float]) -> float:
    """CUTEst DIXMAANA1: k1 = k4 = 0."""
    return dixmaan(x, 0, 0)


@formula
def dixmaani15(x: list[float]) -> float:
    """CUTEst DIXMAANI1: k1 = k4 = 2."""
    return dixmaan(x, 2, 2)


@formula
def cosine_chain(x: list[float]) -> float:
    """CUTEst COSINE: sum_{i<n} cos(x_i^2 - x_{i+1} / 2)."""
    total = 0.0
    for i in range(len(x) - 1):
        total += math.cos(x[i] ** 2 - 0.5 * x[i + 1])
    return total


@formula
def cragglvy10(x: list[float]) -> float:
    """CUTEst CRAGGLVY, n = 2 m + 2, with (a, b, c, d) = x_{2i-1}..x_{2i+2} for i = 1..m.

    sum (exp a - b)^4 + 100 (b - c)^6 + (tan(c - d) + c - d)^4 + a^8 + (d - 1)^2.
    """
    n = len(x)
    if n % 2:
        raise ValueError(f"CRAGGLVY is defined for even n, not {n}")
    total = 0.0
    for k in range(0, n - 2, 2):
        a, b, c, d = x[k : k + 4]
        total += (math.exp(a) - b) ** 4 + 100.0 * (b - c) ** 6
        total += (math.tan(c - d) + c - d) ** 4 + a**8 + (d - 1.0) ** 2
    return total


@formula
def tquartic(x: list[float]) -> float:
    """CUTEst TQUARTIC: (x_1 - 1)^2 + sum_{i>=2} (x_1^2 - x_i^2)^2."""
    total = (x[0] - 1.0) ** 2
    for xi in x[1:]:
        total += (x[0] ** 2 - xi**2) ** 2
    return total


@formula
def sisser(x: list[float]) -> float:
    """Sisser 1982 (CUTEst SISSER as meant): 3 x_1^4 - 2 x_1^2 x_2^2 + 3 x_2^4.

    The SIF file negates its middle group twice and so evaluates +2 x_1^2 x_2^2; it also rounds 1/3 to 7 digits.
    """
    x1, x2 = x
    return 3.0 * x1**4 - 2.0 * x1**2 * x2**2 + 3.0 * x2**4


@formula
def brkmcc(x: list[float]) -> float:
    """CUTEst BRKMCC: (x_1 - 2)^2 + (x_2 - 1)^2 + 0.04 / (1 - x_1^2 / 4 - x_2^2) + 5 (x_1 - 2 x_2 + 1)^2."""
    x1, x2 = x
    pole = 0.04 / (1.0 - 0.25 * x1**2 - x2**2)
    return (x1 - 2.0) ** 2 + (x2 - 1.0) ** 2 + pole + 5.0 * (x1 - 2.0 * x2 + 1.0) ** 2


@formula
def expfit(x: list[float]) -> float:
    """CUTEst EXPFIT: sum_{i=1}^{10} (x_1 exp(i h x_2) - i h)^2, h = 1/4."""
    x1, x2 = x
    total = 0.0
    for i in range(1, 11):
        total += (x1 * math.exp(0.25 * i * x2) - 0.25 * i) ** 2
    return total


@formula
def nist_misra1a(x: list[float]) -> float:
    """NIST StRD, Misra1a: sum (y - b_1 (1 - exp(-b_2 x)))^2 over 14 observations."""
    b1, b2 = x
    xs = (77.6, 114.9, 141.1, 190.8, 239.9, 289.0, 332.8, 378.4, 434.8, 477.3, 536.8, 593.1, 689.1, 760.0)
    ys = (10.07, 14.73, 17.94, 23.93, 29.61, 35.18, 40.02, 44.82, 50.76, 55.05, 61.01, 66.40, 75.47, 81.78)
    total = 0.0
    for xi, yi in zip(xs, ys, strict=True):
        try:
            decay = math.exp(-b2 * xi)
        except OverflowError:
            decay = math.inf
        residual = yi - b1 * (1.0 - decay)
        total += residual * residual
    return total

"""Table A1 of problems.md (quadratic, convex and theory functions) in plain Python; see ``first.py``."""

import math
import random
from collections.abc import Callable

Formula = Callable[[list[float]], float]

FORMULAS: dict[str, Formula] = {}


def formula(function: Formula) -> Formula:
    """Register a function under its own name."""
    FORMULAS[function.__name__] = function
    return function


def quad_log(x: list[float], k: float) -> float:
    """problems.md A1: 1/2 sum k^((i-1)/(n-1)) x_i^2 (n = 1: the factor is 1)."""
    n = len(x)
    total = 0.0
    for i in range(1, n + 1):
        exponent = (i - 1) / (n - 1) if n > 1 else 0.0
        total += k**exponent * x[i - 1] ** 2
    return 0.5 * total


@formula
def quad_log_k100(x: list[float]) -> float:
    """problems.md A1: condition number 10^2."""
    return quad_log(x, 100.0)


def quad_log_k1e6(x: list[float]) -> float:
    """problems.md A1: condition number 10^6."""
    return quad_log(x, 1e6)


FORMULAS["quad_log_k1e+06"] = quad_log_k1e6


@formula
def quad_two_cluster(x: list[float]) -> float:
    """problems.md A1: 1/2 sum d_i x_i^2, d_i = 1 for the first n // 2 variables and 1000 for the others.

    The catalogue fixes the multiset of the d_i (25 of each: f(1) = 12512.5, |g(1)| = 5000.0025), not their order.
    """
    total = 0.0
    for i, xi in enumerate(x):
        total += (1.0 if i < len(x) // 2 else 1000.0) * xi**2
    return 0.5 * total


def nesterov_chain(x: list[float]) -> float:
    """The chain x_1^2 + sum_{i<n} (x_i - x_{i+1})^2 + x_n^2 of Nesterov 2004, section 2.1.2."""
    total = x[0] ** 2 + x[-1] ** 2
    for i in range(len(x) - 1):
        total += (x[i] - x[i + 1]) ** 2
    return total


@formula
def nesterov_worst(x: list[float]) -> float:
    """Nesterov 2004, 2.1.2 with L = 1: L/4 (1/2 [x_1^2 + sum (x_i - x_{i+1})^2 + x_n^2] - x_1)."""
    return 0.25 * (0.5 * nesterov_chain(x) - x[0])


@formula
def nesterov_worst_sc(x: list[float]) -> float:
    """Nesterov 2004, 2.1.4 with mu = 10^-3 and L = 1: (L - mu)/4 (1/2 [...] - x_1) + mu/2 |x|^2.

    The book's function is infinite-dimensional; cut at n it keeps the x_n^2 of 2.1.2 (so says the catalogue's x*).
    """
    mu = 1e-3
    squares = 0.0
    for xi in x:
        squares += xi**2
    return (1.0 - mu) / 4.0 * (0.5 * nesterov_chain(x) - x[0]) + 0.5 * mu * squares


def hilbert_form(x: list[float], d: float) -> float:
    """CUTEst HILBERTA and HILBERTB: sum_{j<i} x_i x_j / (i + j - 1) + sum (1 / (2 (2 i - 1)) + D) x_i^2."""
    total = 0.0
    for i in range(1, len(x) + 1):
        for j in range(1, i):
            total += x[i - 1] * x[j - 1] / (i + j - 1)
        total += (0.5 / (2 * i - 1) + d) * x[i - 1] ** 2
    return total


@formula
def hilbert_a10(x: list[float]) -> float:
    """CUTEst HILBERTA: D = 0."""
    return hilbert_form(x, 0.0)


@formula
def hilbert_b10(x: list[float]) -> float:
    """CUTEst HILBERTB: D = 5."""
    return hilbert_form(x, 5.0)


@formula
def tridia(x: list[float]) -> float:
    """CUTEst TRIDIA, alpha = 2 and beta = gamma = delta = 1: (x_1 - 1)^2 + sum_{i=2}^n i (2 x_i - x_{i-1})^2."""
    total = (x[0] - 1.0) ** 2
    for i in range(2, len(x) + 1):
        total += i * (2.0 * x[i - 1] - x[i - 2]) ** 2
    return total


@formula
def dqdrtic(x: list[float]) -> float:
    """CUTEst DQDRTIC: sum_{i=1}^{n-2} x_i^2 + 100 x_{i+1}^2 + 100 x_{i+2}^2."""
    total = 0.0
    for i in range(len(x) - 2):
        total += x[i] ** 2 + 100.0 * x[i + 1] ** 2 + 100.0 * x[i + 2] ** 2
    return total


@formula
def sum_squares(x: list[float]) -> float:
    """SFU library, sum squares: sum i x_i^2."""
    total = 0.0
    for i, xi in enumerate(x, start=1):
        total += i * xi**2
    return total


@formula
def rot_hyper_ellipsoid(x: list[float]) -> float:
    """SFU library, rotated hyper-ellipsoid: sum_{i=1}^n sum_{j=1}^i x_j^2."""
    total = 0.0
    for i in range(1, len(x) + 1):
        for j in range(i):
            total += x[j] ** 2
    return total


@formula
def zangwil2(x: list[float]) -> float:
    """CUTEst ZANGWIL2: (16 x_1^2 + 16 x_2^2 - 8 x_1 x_2 - 56 x_1 - 256 x_2 + 991) / 15."""
    x1, x2 = x
    return (16.0 * x1**2 + 16.0 * x2**2 - 8.0 * x1 * x2 - 56.0 * x1 - 256.0 * x2 + 991.0) / 15.0


def legacy_normals(seed: int, count: int) -> list[float]:
    """The stream of NumPy's legacy ``RandomState(seed).randn``: MT19937 and Marsaglia's polar method.

    Python's generator is the same MT19937; only its seeding differs, so Knuth's ``init_genrand`` sets the state here.
    """
    words = [seed]
    for i in range(1, 624):
        words.append((1812433253 * (words[-1] ^ (words[-1] >> 30)) + i) & 0xFFFFFFFF)
    uniform = random.Random()
    uniform.setstate((3, (*words, 624), None))
    normals: list[float] = []
    while len(normals) < count:
        u = 2.0 * uniform.random() - 1.0
        v = 2.0 * uniform.random() - 1.0
        square = u * u + v * v
        if 0.0 < square < 1.0:
            scale = math.sqrt(-2.0 * math.log(square) / square)
            normals += [scale * v, scale * u]
    return normals[:count]


@formula
def logsumexp_50x10(x: list[float]) -> float:
    """log sum_{i=1}^{50} exp(a_i . x) with A = RandomState(0).randn(50, n) less its column means.

    problems.md names neither the seed nor the generator; they were found from the catalogue's f(x0) and |g(x0)|.
    """
    rows, n = 50, len(x)
    entries = legacy_normals(0, rows * n)
    means = [sum(entries[i * n + j] for i in range(rows)) / rows for j in range(n)]
    products = []
    for i in range(rows):
        products.append(sum((entries[i * n + j] - means[j]) * x[j] for j in range(n)))
    largest = max(products)
    total = 0.0
    for product in products:
        total += math.exp(product - largest)
    return largest + math.log(total)


@formula
def quartc(x: list[float]) -> float:
    """CUTEst QUARTC: sum (x_i - i)^4."""
    total = 0.0
    for i, xi in enumerate(x, start=1):
        total += (xi - i) ** 4
    return total


@formula
def power_fn(x: list[float]) -> float:
    """CUTEst POWER: (sum i x_i^2)^2."""
    total = 0.0
    for i, xi in enumerate(x, start=1):
        total += i * xi**2
    return total**2


@formula
def pseudo_huber(x: list[float]) -> float:
    """Charbonnier's pseudo-Huber loss with delta = 1: sum sqrt(1 + x_i^2) - 1."""
    total = 0.0
    for xi in x:
        total += math.sqrt(1.0 + xi**2) - 1.0
    return total


@formula
def lessard_hb_cycle(x: list[float]) -> float:
    """Lessard, Recht and Packard 2016, eq. 4.11: f' = 25 x (x < 1), x + 24 (1 <= x < 2), 25 x - 24 (x >= 2)."""
    total = 0.0
    for xi in x:
        if xi < 1.0:
            total += 12.5 * xi**2
        elif xi < 2.0:
            total += 0.5 * xi**2 + 24.0 * xi - 12.0
        else:
            total += 12.5 * xi**2 - 24.0 * xi + 36.0
    return total

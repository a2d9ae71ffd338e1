"""Table A4 of problems.md (multimodal functions, second half) in plain Python; see ``first.py``.

"SFU" is Surjanovic and Bingham's Virtual Library of Simulation Experiments; "Jamil and Yang 2013" is their survey.
"""

import math
from collections.abc import Callable

Formula = Callable[[list[float]], float]

FORMULAS: dict[str, Formula] = {}


def formula(function: Formula) -> Formula:
    """Register a function under its own name."""
    FORMULAS[function.__name__] = function
    return function


HARTMANN_ALPHA = (1.0, 1.2, 3.0, 3.2)


def hartmann(x: list[float], a: tuple[tuple[float, ...], ...], p: tuple[tuple[int, ...], ...]) -> float:
    """SFU, Hartmann: -sum_{i=1}^4 alpha_i exp(-sum_j a_ij (x_j - 10^-4 p_ij)^2)."""
    total = 0.0
    for alpha, row, centre in zip(HARTMANN_ALPHA, a, p, strict=True):
        exponent = 0.0
        for xj, aij, pij in zip(x, row, centre, strict=True):
            exponent += aij * (xj - pij / 10000.0) ** 2
        total -= alpha * math.exp(-exponent)
    return total


@formula
def hartmann3(x: list[float]) -> float:
    """SFU, Hartmann 3-D; p_41 is 381 (scipy has 381.5) and p_22 is 4387 (Jamil and Yang misprint it)."""
    a = ((3.0, 10.0, 30.0), (0.1, 10.0, 35.0), (3.0, 10.0, 30.0), (0.1, 10.0, 35.0))
    p = ((3689, 1170, 2673), (4699, 4387, 7470), (1091, 8732, 5547), (381, 5743, 8828))
    return hartmann(x, a, p)


@formula
def hartmann6(x: list[float]) -> float:
    """SFU, Hartmann 6-D (without the rescaling of Picheny et al.)."""
    a = (
        (10.0, 3.0, 17.0, 3.5, 1.7, 8.0),
        (0.05, 10.0, 17.0, 0.1, 8.0, 14.0),
        (3.0, 3.5, 1.7, 10.0, 17.0, 8.0),
        (17.0, 8.0, 0.05, 10.0, 0.1, 14.0),
    )
    p = (
        (1312, 1696, 5569, 124, 8283, 5886),
        (2329, 4135, 8307, 3736, 1004, 9991),
        (2348, 1451, 3522, 2883, 3047, 6650),
        (4047, 8828, 8732, 5743, 1091, 381),
    )
    return hartmann(x, a, p)


@formula
def shekel10(x: list[float]) -> float:
    """SFU, Shekel with m = 10: -sum_i 1 / (sum_j (x_j - c_ij)^2 + beta_i)."""
    centres = (
        *((4.0, 4.0, 4.0, 4.0), (1.0, 1.0, 1.0, 1.0), (8.0, 8.0, 8.0, 8.0), (6.0, 6.0, 6.0, 6.0)),
        *((3.0, 7.0, 3.0, 7.0), (2.0, 9.0, 2.0, 9.0), (5.0, 5.0, 3.0, 3.0), (8.0, 1.0, 8.0, 1.0)),
        *((6.0, 2.0, 6.0, 2.0), (7.0, 3.6, 7.0, 3.6)),
    )
    betas = (0.1, 0.2, 0.2, 0.4, 0.4, 0.6, 0.3, 0.7, 0.5, 0.5)
    total = 0.0
    for centre, beta in zip(centres, betas, strict=True):
        distance = beta
        for xj, cj in zip(x, centre, strict=True):
            distance += (xj - cj) ** 2
        total -= 1.0 / distance
    return total


@formula
def alpine1_10(x: list[float]) -> float:
    """Jamil and Yang 2013, Alpine 1: sum |x_i sin x_i + 0.1 x_i|."""
    total = 0.0
    for xi in x:
        total += abs(xi * math.sin(xi) + 0.1 * xi)
    return total


@formula
def bukin6(x: list[float]) -> float:
    """SFU, Bukin N. 6: 100 sqrt|x_2 - 0.01 x_1^2| + 0.01 |x_1 + 10|."""
    x1, x2 = x
    return 100.0 * math.sqrt(abs(x2 - 0.01 * x1**2)) + 0.01 * abs(x1 + 10.0)


@formula
def drop_wave(x: list[float]) -> float:
    """SFU, drop-wave: -(1 + cos(12 r)) / (r^2 / 2 + 2), r^2 = x_1^2 + x_2^2."""
    x1, x2 = x
    square = x1**2 + x2**2
    return -(1.0 + math.cos(12.0 * math.sqrt(square))) / (0.5 * square + 2.0)


@formula
def salomon(x: list[float]) -> float:
    """Salomon 1996: 1 - cos(2 pi |x|) + 0.1 |x|."""
    square = 0.0
    for xi in x:
        square += xi**2
    norm = math.sqrt(square)
    return 1.0 - math.cos(2.0 * math.pi * norm) + 0.1 * norm


@formula
def schaffer2(x: list[float]) -> float:
    """SFU, Schaffer N. 2: 0.5 + (sin^2(x_1^2 - x_2^2) - 0.5) / (1 + 0.001 (x_1^2 + x_2^2))^2."""
    x1, x2 = x
    return 0.5 + (math.sin(x1**2 - x2**2) ** 2 - 0.5) / (1.0 + 0.001 * (x1**2 + x2**2)) ** 2


@formula
def shubert(x: list[float]) -> float:
    """SFU, Shubert: prod_i sum_{j=1}^5 j cos((j + 1) x_i + j)."""
    product = 1.0
    for xi in x:
        inner = 0.0
        for j in range(1, 6):
            inner += j * math.cos((j + 1) * xi + j)
        product *= inner
    return product


@formula
def holder_table(x: list[float]) -> float:
    """SFU, Hölder table: -|sin x_1 cos x_2 exp|1 - |x| / pi||."""
    x1, x2 = x
    envelope = math.exp(abs(1.0 - math.sqrt(x1**2 + x2**2) / math.pi))
    return -abs(math.sin(x1) * math.cos(x2) * envelope)


@formula
def cross_in_tray(x: list[float]) -> float:
    """SFU, cross-in-tray: -10^-4 (|sin x_1 sin x_2 exp|100 - |x| / pi|| + 1)^0.1."""
    x1, x2 = x
    envelope = math.exp(abs(100.0 - math.sqrt(x1**2 + x2**2) / math.pi))
    return -0.0001 * (abs(math.sin(x1) * math.sin(x2) * envelope) + 1.0) ** 0.1


@formula
def exponential_fn(x: list[float]) -> float:
    """Jamil and Yang 2013, exponential: -exp(-sum x_i^2 / 2)."""
    square = 0.0
    for xi in x:
        square += xi**2
    return -math.exp(-0.5 * square)


@formula
def qing10(x: list[float]) -> float:
    """Jamil and Yang 2013, Qing: sum (x_i^2 - i)^2."""
    total = 0.0
    for i, xi in enumerate(x, start=1):
        total += (xi**2 - i) ** 2
    return total


@formula
def csendes10(x: list[float]) -> float:
    """Jamil and Yang 2013, Csendes: sum x_i^6 (2 + sin(1 / x_i)), with the limit 0 at x_i = 0."""
    total = 0.0
    for xi in x:
        if xi != 0.0:
            total += xi**6 * (2.0 + math.sin(1.0 / xi))
    return total


@formula
def langermann(x: list[float]) -> float:
    """SFU, Langermann, m = 5, negated as in scipy: -sum c_i exp(-d_i / pi) cos(pi d_i), d_i = |x - A_i|^2."""
    x1, x2 = x
    total = 0.0
    for a, b, c in ((3.0, 5.0, 1.0), (5.0, 2.0, 2.0), (2.0, 1.0, 5.0), (1.0, 4.0, 2.0), (7.0, 9.0, 3.0)):
        d = (x1 - a) ** 2 + (x2 - b) ** 2
        total -= c * math.exp(-d / math.pi) * math.cos(math.pi * d)
    return total


@formula
def whitley5(x: list[float]) -> float:
    """Whitley et al. 1996: sum_ij y^2 / 4000 - cos y + 1, y = 100 (x_i^2 - x_j)^2 + (1 - x_j)^2.

    scipy's class drops the square of (x_i^2 - x_j).
    """
    total = 0.0
    for xi in x:
        for xj in x:
            y = 100.0 * (xi**2 - xj) ** 2 + (1.0 - xj) ** 2
            total += y**2 / 4000.0 - math.cos(y) + 1.0
    return total


@formula
def lennard_jones_lj7(x: list[float]) -> float:
    """Cambridge Cluster Database, epsilon = sigma = 1: 4 sum_{i<j} r_ij^-12 - r_ij^-6; x is (x, y, z) atom by atom."""
    atoms = len(x) // 3
    total = 0.0
    for i in range(atoms):
        for j in range(i + 1, atoms):
            square = 0.0
            for k in range(3):
                square += (x[3 * i + k] - x[3 * j + k]) ** 2
            sixth = 1.0 / square**3
            total += 4.0 * (sixth**2 - sixth)
    return total

"""Table A4 of problems.md (multimodal functions, first half) in plain Python; see ``first.py``.

"SFU" is Surjanovic and Bingham's Virtual Library of Simulation Experiments.
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
def levy10(x: list[float]) -> float:
    """SFU, Levy, w_i = 1 + (x_i - 1) / 4.

    sin^2(pi w_1) + sum_{i<n} (w_i - 1)^2 [1 + 10 sin^2(pi w_i + 1)] + (w_n - 1)^2 [1 + sin^2(2 pi w_n)].
    """
    w = [1.0 + (xi - 1.0) / 4.0 for xi in x]
    total = math.sin(math.pi * w[0]) ** 2
    for wi in w[:-1]:
        total += (wi - 1.0) ** 2 * (1.0 + 10.0 * math.sin(math.pi * wi + 1.0) ** 2)
    return total + (w[-1] - 1.0) ** 2 * (1.0 + math.sin(2.0 * math.pi * w[-1]) ** 2)


@formula
def levy13(x: list[float]) -> float:
    """SFU, Levy N. 13: sin^2(3 pi x_1) + (x_1 - 1)^2 [1 + sin^2(3 pi x_2)] + (x_2 - 1)^2 [1 + sin^2(2 pi x_2)]."""
    x1, x2 = x
    total = math.sin(3.0 * math.pi * x1) ** 2
    total += (x1 - 1.0) ** 2 * (1.0 + math.sin(3.0 * math.pi * x2) ** 2)
    return total + (x2 - 1.0) ** 2 * (1.0 + math.sin(2.0 * math.pi * x2) ** 2)


@formula
def three_hump_camel(x: list[float]) -> float:
    """SFU, three-hump camel: 2 x_1^2 - 1.05 x_1^4 + x_1^6 / 6 + x_1 x_2 + x_2^2."""
    x1, x2 = x
    return 2.0 * x1**2 - 1.05 * x1**4 + x1**6 / 6.0 + x1 * x2 + x2**2


@formula
def six_hump_camel(x: list[float]) -> float:
    """SFU, six-hump camel: (4 - 2.1 x_1^2 + x_1^4 / 3) x_1^2 + x_1 x_2 + (-4 + 4 x_2^2) x_2^2."""
    x1, x2 = x
    return (4.0 - 2.1 * x1**2 + x1**4 / 3.0) * x1**2 + x1 * x2 + (-4.0 + 4.0 * x2**2) * x2**2


@formula
def goldstein_price(x: list[float]) -> float:
    """SFU, Goldstein-Price: the product of two quartics."""
    x, y = x
    first = 1.0 + (x + y + 1.0) ** 2 * (19.0 - 14.0 * x + 3.0 * x**2 - 14.0 * y + 6.0 * x * y + 3.0 * y**2)
    inner = 18.0 - 32.0 * x + 12.0 * x**2 + 48.0 * y - 36.0 * x * y + 27.0 * y**2
    return first * (30.0 + (2.0 * x - 3.0 * y) ** 2 * inner)


@formula
def branin(x: list[float]) -> float:
    """SFU, Branin: (x_2 - b x_1^2 + c x_1 - 6)^2 + 10 (1 - t) cos x_1 + 10.

    b = 5.1 / (4 pi^2), c = 5 / pi, t = 1 / (8 pi).
    """
    x1, x2 = x
    b = 5.1 / (4.0 * math.pi**2)
    c = 5.0 / math.pi
    t = 1.0 / (8.0 * math.pi)
    return (x2 - b * x1**2 + c * x1 - 6.0) ** 2 + 10.0 * (1.0 - t) * math.cos(x1) + 10.0


@formula
def easom(x: list[float]) -> float:
    """SFU, Easom: -cos x_1 cos x_2 exp(-(x_1 - pi)^2 - (x_2 - pi)^2)."""
    x1, x2 = x
    return -math.cos(x1) * math.cos(x2) * math.exp(-((x1 - math.pi) ** 2) - (x2 - math.pi) ** 2)


@formula
def mccormick(x: list[float]) -> float:
    """SFU, McCormick: sin(x_1 + x_2) + (x_1 - x_2)^2 - 1.5 x_1 + 2.5 x_2 + 1."""
    x1, x2 = x
    return math.sin(x1 + x2) + (x1 - x2) ** 2 - 1.5 * x1 + 2.5 * x2 + 1.0


@formula
def bohachevsky1(x: list[float]) -> float:
    """SFU, Bohachevsky 1: x_1^2 + 2 x_2^2 - 0.3 cos(3 pi x_1) - 0.4 cos(4 pi x_2) + 0.7."""
    x1, x2 = x
    return x1**2 + 2.0 * x2**2 - 0.3 * math.cos(3.0 * math.pi * x1) - 0.4 * math.cos(4.0 * math.pi * x2) + 0.7


@formula
def eggholder(x: list[float]) -> float:
    """SFU, eggholder: -(x_2 + 47) sin sqrt|x_2 + x_1 / 2 + 47| - x_1 sin sqrt|x_1 - (x_2 + 47)|."""
    x1, x2 = x
    first = -(x2 + 47.0) * math.sin(math.sqrt(abs(x2 + x1 / 2.0 + 47.0)))
    return first - x1 * math.sin(math.sqrt(abs(x1 - (x2 + 47.0))))


@formula
def schwefel26_10(x: list[float]) -> float:
    """Schwefel 1981, problem 2.26: c n - sum x_i sin sqrt|x_i|.

    SFU prints c = 418.9829; here c is the largest value of t sin sqrt t on [0, 500], so that f* is 0 (SFU: 1.27e-5 n).
    """
    total = 418.9828872724338 * len(x)
    for xi in x:
        total -= xi * math.sin(math.sqrt(abs(xi)))
    return total


@formula
def michalewicz2(x: list[float]) -> float:
    """SFU, Michalewicz with m = 10: -sum sin x_i sin^20(i x_i^2 / pi)."""
    total = 0.0
    for i, xi in enumerate(x, start=1):
        total -= math.sin(xi) * math.sin(i * xi**2 / math.pi) ** 20
    return total


@formula
def dixon_price10(x: list[float]) -> float:
    """SFU, Dixon-Price: (x_1 - 1)^2 + sum_{i>=2} i (2 x_i^2 - x_{i-1})^2."""
    total = (x[0] - 1.0) ** 2
    for i in range(2, len(x) + 1):
        total += i * (2.0 * x[i - 1] ** 2 - x[i - 2]) ** 2
    return total


@formula
def zakharov10(x: list[float]) -> float:
    """SFU, Zakharov: sum x_i^2 + s^2 + s^4, s = sum i x_i / 2."""
    total = 0.0
    s = 0.0
    for i, xi in enumerate(x, start=1):
        total += xi**2
        s += 0.5 * i * xi
    return total + s**2 + s**4


@formula
def perm0db4(x: list[float]) -> float:
    """SFU, Perm 0, d, beta with beta = 10: sum_i (sum_j (j + beta) (x_j^i - 1 / j^i))^2."""
    d = len(x)
    total = 0.0
    for i in range(1, d + 1):
        inner = 0.0
        for j in range(1, d + 1):
            inner += (j + 10.0) * (x[j - 1] ** i - 1.0 / j**i)
        total += inner**2
    return total


@formula
def permdb4(x: list[float]) -> float:
    """SFU, Perm d, beta with beta = 1/2: sum_i (sum_j (j^i + beta) ((x_j / j)^i - 1))^2."""
    d = len(x)
    total = 0.0
    for i in range(1, d + 1):
        inner = 0.0
        for j in range(1, d + 1):
            inner += (j**i + 0.5) * ((x[j - 1] / j) ** i - 1.0)
        total += inner**2
    return total


@formula
def powersum4(x: list[float]) -> float:
    """SFU, power sum with b = (8, 18, 44, 114): sum_i (sum_j x_j^i - b_i)^2."""
    total = 0.0
    for i, b in enumerate((8.0, 18.0, 44.0, 114.0), start=1):
        inner = 0.0
        for xj in x:
            inner += xj**i
        total += (inner - b) ** 2
    return total

"""Moré, Garbow and Hillstrom (ACM TOMS 7, 1981), problems 3 to 20, in plain Python; see ``first.py``.

The value is the sum of the squares of the f_i. The data are those of the paper, with its digits.
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


def exp(exponent: float) -> float:
    """The exponential, infinite where it overflows."""
    try:
        return math.exp(exponent)
    except OverflowError:
        return math.inf


@formula
def mgh03_powell_badly_scaled(x: list[float]) -> float:
    """MGH 1981 (3): f_1 = 10^4 x_1 x_2 - 1, f_2 = exp(-x_1) + exp(-x_2) - 1.0001."""
    x1, x2 = x
    return sum_of_squares([1e4 * x1 * x2 - 1.0, exp(-x1) + exp(-x2) - 1.0001])


@formula
def mgh04_brown_badly_scaled(x: list[float]) -> float:
    """MGH 1981 (4): f_1 = x_1 - 10^6, f_2 = x_2 - 2 10^-6, f_3 = x_1 x_2 - 2."""
    x1, x2 = x
    return sum_of_squares([x1 - 1e6, x2 - 2e-6, x1 * x2 - 2.0])


@formula
def mgh06_jennrich_sampson(x: list[float]) -> float:
    """MGH 1981 (6), m = 10: f_i = 2 + 2 i - (exp(i x_1) + exp(i x_2))."""
    x1, x2 = x
    return sum_of_squares([2.0 + 2.0 * i - (exp(i * x1) + exp(i * x2)) for i in range(1, 11)])


@formula
def mgh07_helical_valley(x: list[float]) -> float:
    """MGH 1981 (7): f_1 = 10 (x_3 - 10 theta), f_2 = 10 (sqrt(x_1^2 + x_2^2) - 1), f_3 = x_3.

    theta = arctan(x_2 / x_1) / (2 pi), and 1/2 more where x_1 < 0. The paper leaves x_1 = 0 open; there, as in
    MINPACK, theta is 1/4 with the sign of x_2.
    """
    x1, x2, x3 = x
    if x1 > 0.0:
        theta = math.atan(x2 / x1) / (2.0 * math.pi)
    elif x1 < 0.0:
        theta = math.atan(x2 / x1) / (2.0 * math.pi) + 0.5
    else:
        theta = math.copysign(0.25, x2)
    return sum_of_squares([10.0 * (x3 - 10.0 * theta), 10.0 * (math.sqrt(x1**2 + x2**2) - 1.0), x3])


@formula
def mgh08_bard(x: list[float]) -> float:
    """MGH 1981 (8): f_i = y_i - (x_1 + u_i / (v_i x_2 + w_i x_3)), u_i = i, v_i = 16 - i, w_i = min(u_i, v_i)."""
    x1, x2, x3 = x
    y = (0.14, 0.18, 0.22, 0.25, 0.29, 0.32, 0.35, 0.39, 0.37, 0.58, 0.73, 0.96, 1.34, 2.10, 4.39)
    residuals = []
    for i in range(1, 16):
        u, v = i, 16 - i
        w = min(u, v)
        residuals.append(y[i - 1] - (x1 + u / (v * x2 + w * x3)))
    return sum_of_squares(residuals)


@formula
def mgh09_gaussian(x: list[float]) -> float:
    """MGH 1981 (9): f_i = x_1 exp(-x_2 (t_i - x_3)^2 / 2) - y_i, t_i = (8 - i) / 2, i = 1..15."""
    x1, x2, x3 = x
    half = (0.0009, 0.0044, 0.0175, 0.0540, 0.1295, 0.2420, 0.3521)
    y = (*half, 0.3989, *reversed(half))
    residuals = []
    for i in range(1, 16):
        t = (8 - i) / 2.0
        residuals.append(x1 * exp(-x2 * (t - x3) ** 2 / 2.0) - y[i - 1])
    return sum_of_squares(residuals)


@formula
def mgh10_meyer(x: list[float]) -> float:
    """MGH 1981 (10): f_i = x_1 exp(x_2 / (t_i + x_3)) - y_i, t_i = 45 + 5 i, i = 1..16."""
    x1, x2, x3 = x
    y = (34780, 28610, 23650, 19630, 16370, 13720, 11540, 9744, 8261, 7030, 6005, 5147, 4427, 3820, 3307, 2872)
    return sum_of_squares([x1 * exp(x2 / (45.0 + 5.0 * i + x3)) - y[i - 1] for i in range(1, 17)])


@formula
def mgh11_gulf(x: list[float]) -> float:
    """MGH 1981 (11), m = 99: f_i = exp(-|y_i - x_2|^x_3 / x_1) - t_i, t_i = i / 100.

    y_i = 25 + (-50 ln t_i)^(2/3). The paper's "|y_i m i x_2|" is a misprint of |y_i - x_2|.
    """
    x1, x2, x3 = x
    residuals = []
    for i in range(1, 100):
        t = i / 100.0
        y = 25.0 + (-50.0 * math.log(t)) ** (2.0 / 3.0)
        residuals.append(exp(-(abs(y - x2) ** x3) / x1) - t)
    return sum_of_squares(residuals)


@formula
def mgh12_box3d(x: list[float]) -> float:
    """MGH 1981 (12), m = 10: f_i = exp(-t x_1) - exp(-t x_2) - x_3 (exp(-t) - exp(-10 t)), t = i / 10."""
    x1, x2, x3 = x
    residuals = []
    for i in range(1, 11):
        t = i / 10.0
        residuals.append(exp(-t * x1) - exp(-t * x2) - x3 * (exp(-t) - exp(-10.0 * t)))
    return sum_of_squares(residuals)


@formula
def mgh13_powell_singular(x: list[float]) -> float:
    """MGH 1981 (13): f = x_1 + 10 x_2, sqrt5 (x_3 - x_4), (x_2 - 2 x_3)^2, sqrt10 (x_1 - x_4)^2."""
    x1, x2, x3, x4 = x
    f3 = (x2 - 2.0 * x3) ** 2
    return sum_of_squares([x1 + 10.0 * x2, math.sqrt(5.0) * (x3 - x4), f3, math.sqrt(10.0) * (x1 - x4) ** 2])


@formula
def mgh14_wood(x: list[float]) -> float:
    """MGH 1981 (14): two Rosenbrock valleys (weights 100 and 90) joined by two linear residuals."""
    x1, x2, x3, x4 = x
    f1 = 10.0 * (x2 - x1**2)
    f2 = 1.0 - x1
    f3 = math.sqrt(90.0) * (x4 - x3**2)
    f4 = 1.0 - x3
    f5 = math.sqrt(10.0) * (x2 + x4 - 2.0)
    f6 = (x2 - x4) / math.sqrt(10.0)
    return sum_of_squares([f1, f2, f3, f4, f5, f6])


@formula
def mgh15_kowalik_osborne(x: list[float]) -> float:
    """MGH 1981 (15): f_i = y_i - x_1 (u_i^2 + u_i x_2) / (u_i^2 + u_i x_3 + x_4)."""
    x1, x2, x3, x4 = x
    y = (0.1957, 0.1947, 0.1735, 0.1600, 0.0844, 0.0627, 0.0456, 0.0342, 0.0323, 0.0235, 0.0246)
    u = (4.0, 2.0, 1.0, 0.5, 0.25, 0.167, 0.125, 0.1, 0.0833, 0.0714, 0.0625)
    residuals = []
    for yi, ui in zip(y, u, strict=True):
        residuals.append(yi - x1 * (ui**2 + ui * x2) / (ui**2 + ui * x3 + x4))
    return sum_of_squares(residuals)


@formula
def mgh16_brown_dennis(x: list[float]) -> float:
    """MGH 1981 (16), m = 20: f_i = (x_1 + t x_2 - exp t)^2 + (x_3 + x_4 sin t - cos t)^2, t = i / 5."""
    x1, x2, x3, x4 = x
    residuals = []
    for i in range(1, 21):
        t = i / 5.0
        residuals.append((x1 + t * x2 - exp(t)) ** 2 + (x3 + x4 * math.sin(t) - math.cos(t)) ** 2)
    return sum_of_squares(residuals)


OSBORNE1_Y = (
    *(0.844, 0.908, 0.932, 0.936, 0.925, 0.908, 0.881, 0.850, 0.818, 0.784, 0.751),
    *(0.718, 0.685, 0.658, 0.628, 0.603, 0.580, 0.558, 0.538, 0.522, 0.506, 0.490),
    *(0.478, 0.467, 0.457, 0.448, 0.438, 0.431, 0.424, 0.420, 0.414, 0.411, 0.406),
)


@formula
def mgh17_osborne1(x: list[float]) -> float:
    """MGH 1981 (17): f_i = y_i - (x_1 + x_2 exp(-t x_4) + x_3 exp(-t x_5)), t = 10 (i - 1), i = 1..33."""
    x1, x2, x3, x4, x5 = x
    residuals = []
    for i, y in enumerate(OSBORNE1_Y):
        t = 10.0 * i
        residuals.append(y - (x1 + x2 * exp(-t * x4) + x3 * exp(-t * x5)))
    return sum_of_squares(residuals)


@formula
def mgh18_biggs_exp6(x: list[float]) -> float:
    """MGH 1981 (18), m = 13: f_i = x_3 exp(-t x_1) - x_4 exp(-t x_2) + x_6 exp(-t x_5) - y_i, t = i / 10.

    y_i = exp(-t) - 5 exp(-10 t) + 3 exp(-4 t).
    """
    x1, x2, x3, x4, x5, x6 = x
    residuals = []
    for i in range(1, 14):
        t = i / 10.0
        y = exp(-t) - 5.0 * exp(-10.0 * t) + 3.0 * exp(-4.0 * t)
        residuals.append(x3 * exp(-t * x1) - x4 * exp(-t * x2) + x6 * exp(-t * x5) - y)
    return sum_of_squares(residuals)


OSBORNE2_Y = (
    *(1.366, 1.191, 1.112, 1.013, 0.991, 0.885, 0.831, 0.847, 0.786, 0.725, 0.746, 0.679, 0.608),
    *(0.655, 0.616, 0.606, 0.602, 0.626, 0.651, 0.724, 0.649, 0.649, 0.694, 0.644, 0.624, 0.661),
    *(0.612, 0.558, 0.533, 0.495, 0.500, 0.423, 0.395, 0.375, 0.372, 0.391, 0.396, 0.405, 0.428),
    *(0.429, 0.523, 0.562, 0.607, 0.653, 0.672, 0.708, 0.633, 0.668, 0.645, 0.632, 0.591, 0.559),
    *(0.597, 0.625, 0.739, 0.710, 0.729, 0.720, 0.636, 0.581, 0.428, 0.292, 0.162, 0.098, 0.054),
)


@formula
def mgh19_osborne2(x: list[float]) -> float:
    """MGH 1981 (19), t = (i - 1) / 10, i = 1..65.

    f_i = y_i - (x_1 exp(-t x_5) + sum_{k=2}^4 x_k exp(-(t - x_{k+7})^2 x_{k+4})).
    """
    residuals = []
    for i, y in enumerate(OSBORNE2_Y):
        t = i / 10.0
        model = x[0] * exp(-t * x[4])
        for k in range(1, 4):
            model += x[k] * exp(-((t - x[k + 7]) ** 2) * x[k + 4])
        residuals.append(y - model)
    return sum_of_squares(residuals)


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


FORMULAS["mgh20_watson6"] = FORMULAS["mgh20_watson9"] = FORMULAS["mgh20_watson12"] = watson

"""Table A5 of problems.md (saddles, non-smooth, adversarial) in plain Python; see ``first.py``.

"Haarala 2004" is Haarala, Miettinen and Mäkelä, Optimization Methods and Software 19, with its problem numbers.
"""

import math
from collections.abc import Callable

Formula = Callable[[list[float]], float]

FORMULAS: dict[str, Formula] = {}


def formula(function: Formula) -> Formula:
    """Register a function under its own name."""
    FORMULAS[function.__name__] = function
    return function


MATRIX_FACT_U = (
    (1.7886284734303186, 0.43650985051198943),
    (0.09649746807200862, -1.8634927033644908),
    (-0.27738820251439905, -0.35475897926898675),
    (-0.08274148148245977, -0.6270006768238473),
    (-0.04381816897592824, -0.47721803035950267),
    (-1.3138647533626822, 0.8846223804995846),
)


@formula
def matrix_fact_sym_6x2(x: list[float]) -> float:
    """problems.md A5: 1/4 |U U^T - M|_F^2, x = U (6 x 2, row by row).

    M = V V^T with V the catalogue's x*, which is numpy.random.RandomState(3).randn(6, 2).
    """
    u = [x[2 * i : 2 * i + 2] for i in range(6)]
    v = MATRIX_FACT_U
    total = 0.0
    for i in range(6):
        for j in range(6):
            product = u[i][0] * u[j][0] + u[i][1] * u[j][1]
            target = v[i][0] * v[j][0] + v[i][1] * v[j][1]
            total += (product - target) ** 2
    return 0.25 * total


@formula
def maxq(x: list[float]) -> float:
    """Haarala 2004, 1: max x_i^2."""
    largest = 0.0
    for xi in x:
        largest = max(largest, xi**2)
    return largest


@formula
def mxhilb10(x: list[float]) -> float:
    """Haarala 2004, 2: max_i |sum_j x_j / (i + j - 1)|."""
    largest = 0.0
    for i in range(1, len(x) + 1):
        row = 0.0
        for j in range(1, len(x) + 1):
            row += x[j - 1] / (i + j - 1)
        largest = max(largest, abs(row))
    return largest


def cb3_pieces(a: float, b: float) -> tuple[float, float, float]:
    """The three pieces of the function CB3 of Charalambous and Bandler."""
    return a**4 + b**2, (2.0 - a) ** 2 + (2.0 - b) ** 2, 2.0 * math.exp(-a + b)


@formula
def chained_cb3_1_10(x: list[float]) -> float:
    """Haarala 2004, 4: the sum over i < n of the largest CB3 piece at (x_i, x_{i+1})."""
    total = 0.0
    for i in range(len(x) - 1):
        total += max(cb3_pieces(x[i], x[i + 1]))
    return total


@formula
def chained_cb3_2_10(x: list[float]) -> float:
    """Haarala 2004, 5: the largest of the three sums over i < n of a CB3 piece at (x_i, x_{i+1})."""
    first = second = third = 0.0
    for i in range(len(x) - 1):
        pieces = cb3_pieces(x[i], x[i + 1])
        first += pieces[0]
        second += pieces[1]
        third += pieces[2]
    return max(first, second, third)


@formula
def active_faces10(x: list[float]) -> float:
    """Haarala 2004, 6: max over y in {-sum x_i, x_1, ..., x_n} of ln(|y| + 1)."""
    total = 0.0
    largest = 0.0
    for xi in x:
        total += xi
        largest = max(largest, math.log(abs(xi) + 1.0))
    return max(largest, math.log(abs(-total) + 1.0))


@formula
def nonsmooth_brown2_10(x: list[float]) -> float:
    """Haarala 2004, 7: sum_{i<n} |x_i|^(x_{i+1}^2 + 1) + |x_{i+1}|^(x_i^2 + 1)."""
    total = 0.0
    for i in range(len(x) - 1):
        a, b = x[i], x[i + 1]
        total += abs(a) ** (b**2 + 1.0) + abs(b) ** (a**2 + 1.0)
    return total


@formula
def nesterov_chebyshev_rosen5(x: list[float]) -> float:
    """Gurbuzbalaban and Overton 2012, smooth: (x_1 - 1)^2 / 4 + sum_{i<n} (x_{i+1} - 2 x_i^2 + 1)^2."""
    total = (x[0] - 1.0) ** 2 / 4.0
    for i in range(len(x) - 1):
        total += (x[i + 1] - 2.0 * x[i] ** 2 + 1.0) ** 2
    return total


@formula
def nesterov_chebyshev_ns1_4(x: list[float]) -> float:
    """Gurbuzbalaban and Overton 2012, first nonsmooth: (x_1 - 1)^2 / 4 + sum_{i<n} |x_{i+1} - 2 x_i^2 + 1|."""
    total = (x[0] - 1.0) ** 2 / 4.0
    for i in range(len(x) - 1):
        total += abs(x[i + 1] - 2.0 * x[i] ** 2 + 1.0)
    return total


@formula
def nesterov_chebyshev_ns2_4(x: list[float]) -> float:
    """Gurbuzbalaban and Overton 2012, second nonsmooth: |x_1 - 1| / 4 + sum_{i<n} |x_{i+1} - 2 |x_i| + 1|."""
    total = abs(x[0] - 1.0) / 4.0
    for i in range(len(x) - 1):
        total += abs(x[i + 1] - 2.0 * abs(x[i]) + 1.0)
    return total


@formula
def wolfe(x: list[float]) -> float:
    """Wolfe 1975: 5 sqrt(9 x^2 + 16 y^2) if x >= |y|; 9 x + 16 |y| if 0 < x < |y|; 9 x + 16 |y| - x^9 if x <= 0."""
    x1, x2 = x
    if x1 >= abs(x2):
        return 5.0 * math.sqrt(9.0 * x1**2 + 16.0 * x2**2)
    if x1 > 0.0:
        return 9.0 * x1 + 16.0 * abs(x2)
    return 9.0 * x1 + 16.0 * abs(x2) - x1**9


@formula
def powell_cyclic_cd(x: list[float]) -> float:
    """Powell 1973: -x_1 x_2 - x_2 x_3 - x_3 x_1 + sum max(x_i - 1, 0)^2 + max(-x_i - 1, 0)^2."""
    x1, x2, x3 = x
    total = -x1 * x2 - x2 * x3 - x3 * x1
    for xi in x:
        total += max(xi - 1.0, 0.0) ** 2 + max(-xi - 1.0, 0.0) ** 2
    return total


@formula
def sign_ce2(x: list[float]) -> float:
    """Karimireddy et al. 2019, counter-example 2 with epsilon = 1/2: epsilon |x_1 + x_2| + |x_1 - x_2|."""
    x1, x2 = x
    return 0.5 * abs(x1 + x2) + abs(x1 - x2)


@formula
def nonsmooth_rosenbrock(x: list[float]) -> float:
    """Lewis and Overton 2013 with w = 8: w |x_1^2 - x_2| + (1 - x_1)^2."""
    x1, x2 = x
    return 8.0 * abs(x1**2 - x2) + (1.0 - x1) ** 2

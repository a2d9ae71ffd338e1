"""Whitley et al. 1996: sum_ij y^2 / 4000 - cos y + 1, y = 100 (x_i^2 - x_j)^2 + (1 - x_j)^2.

scipy's class drops the square of (x_i^2 - x_j).
"""

import math


def value(x: list[float]) -> float:
    total = 0.0
    for xi in x:
        for xj in x:
            y = 100.0 * (xi**2 - xj) ** 2 + (1.0 - xj) ** 2
            total += y**2 / 4000.0 - math.cos(y) + 1.0
    return total

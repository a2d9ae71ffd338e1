"""Wolfe 1975: 5 sqrt(9 x^2 + 16 y^2) if x >= |y|; 9 x + 16 |y| if 0 < x < |y|; 9 x + 16 |y| - x^9 if x <= 0."""

import math


def value(x: list[float]) -> float:
    x1, x2 = x
    if x1 >= abs(x2):
        return 5.0 * math.sqrt(9.0 * x1**2 + 16.0 * x2**2)
    if x1 > 0.0:
        return 9.0 * x1 + 16.0 * abs(x2)
    return 9.0 * x1 + 16.0 * abs(x2) - x1**9

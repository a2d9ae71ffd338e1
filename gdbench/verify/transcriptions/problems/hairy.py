"""CUTEst HAIRY: 30 sin^2(7 x_1) cos^2(7 x_2) + 100 sqrt(0.01 + (x_1 - x_2)^2) + 100 sqrt(0.01 + x_1^2)."""

import math


def value(x: list[float]) -> float:
    x1, x2 = x
    fur = 30.0 * math.sin(7.0 * x1) ** 2 * math.cos(7.0 * x2) ** 2
    return fur + 100.0 * math.sqrt(0.01 + (x1 - x2) ** 2) + 100.0 * math.sqrt(0.01 + x1**2)

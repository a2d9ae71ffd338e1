"""CUTEst LOGHAIRY: log((100 + HAIRY) / 100)."""

import math


def hairy(x: list[float]) -> float:
    """CUTEst HAIRY: 30 sin^2(7 x_1) cos^2(7 x_2) + 100 sqrt(0.01 + (x_1 - x_2)^2) + 100 sqrt(0.01 + x_1^2)."""
    x1, x2 = x
    fur = 30.0 * math.sin(7.0 * x1) ** 2 * math.cos(7.0 * x2) ** 2
    return fur + 100.0 * math.sqrt(0.01 + (x1 - x2) ** 2) + 100.0 * math.sqrt(0.01 + x1**2)


def value(x: list[float]) -> float:
    return math.log((100.0 + hairy(x)) / 100.0)

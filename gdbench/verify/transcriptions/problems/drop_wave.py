"""SFU, drop-wave: -(1 + cos(12 r)) / (r^2 / 2 + 2), r^2 = x_1^2 + x_2^2."""

import math


def value(x: list[float]) -> float:
    x1, x2 = x
    square = x1**2 + x2**2
    return -(1.0 + math.cos(12.0 * math.sqrt(square))) / (0.5 * square + 2.0)

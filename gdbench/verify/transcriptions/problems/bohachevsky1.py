"""SFU, Bohachevsky 1: x_1^2 + 2 x_2^2 - 0.3 cos(3 pi x_1) - 0.4 cos(4 pi x_2) + 0.7."""

import math


def value(x: list[float]) -> float:
    x1, x2 = x
    return x1**2 + 2.0 * x2**2 - 0.3 * math.cos(3.0 * math.pi * x1) - 0.4 * math.cos(4.0 * math.pi * x2) + 0.7

"""CUTEst HIMMELBG: exp(-x_1 - x_2) (2 x_1^2 + 3 x_2^2)."""

import math


def value(x: list[float]) -> float:
    x1, x2 = x
    return math.exp(-x1 - x2) * (2.0 * x1**2 + 3.0 * x2**2)

"""CUTEst CLIFF: (0.01 x_1 - 0.03)^2 - x_1 + x_2 + exp(20 (x_1 - x_2))."""

import math


def value(x: list[float]) -> float:
    x1, x2 = x
    return (0.01 * x1 - 0.03) ** 2 - x1 + x2 + math.exp(20.0 * (x1 - x2))

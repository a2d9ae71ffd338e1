"""CUTEst DENSCHNA: x_1^4 + (x_1 + x_2)^2 + (exp x_2 - 1)^2."""

import math


def value(x: list[float]) -> float:
    x1, x2 = x
    return x1**4 + (x1 + x2) ** 2 + (math.exp(x2) - 1.0) ** 2

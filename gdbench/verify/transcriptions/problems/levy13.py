"""SFU, Levy N. 13: sin^2(3 pi x_1) + (x_1 - 1)^2 [1 + sin^2(3 pi x_2)] + (x_2 - 1)^2 [1 + sin^2(2 pi x_2)]."""

import math


def value(x: list[float]) -> float:
    x1, x2 = x
    total = math.sin(3.0 * math.pi * x1) ** 2
    total += (x1 - 1.0) ** 2 * (1.0 + math.sin(3.0 * math.pi * x2) ** 2)
    return total + (x2 - 1.0) ** 2 * (1.0 + math.sin(2.0 * math.pi * x2) ** 2)

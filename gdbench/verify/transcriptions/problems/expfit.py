"""CUTEst EXPFIT: sum_{i=1}^{10} (x_1 exp(i h x_2) - i h)^2, h = 1/4."""

import math


def value(x: list[float]) -> float:
    x1, x2 = x
    total = 0.0
    for i in range(1, 11):
        total += (x1 * math.exp(0.25 * i * x2) - 0.25 * i) ** 2
    return total

"""SFU, Michalewicz with m = 10: -sum sin x_i sin^20(i x_i^2 / pi)."""

import math


def value(x: list[float]) -> float:
    total = 0.0
    for i, xi in enumerate(x, start=1):
        total -= math.sin(xi) * math.sin(i * xi**2 / math.pi) ** 20
    return total

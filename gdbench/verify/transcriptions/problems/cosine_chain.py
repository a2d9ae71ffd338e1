"""CUTEst COSINE: sum_{i<n} cos(x_i^2 - x_{i+1} / 2)."""

import math


def value(x: list[float]) -> float:
    total = 0.0
    for i in range(len(x) - 1):
        total += math.cos(x[i] ** 2 - 0.5 * x[i + 1])
    return total

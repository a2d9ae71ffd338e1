"""CUTEst GENHUMPS, zeta = ZETA: sum_{i<n} sin^2(zeta x_i) sin^2(zeta x_{i+1}) + 0.05 (x_i^2 + x_{i+1}^2)."""

import math


def value(x: list[float]) -> float:
    zeta = 20.0
    total = 0.0
    for i in range(len(x) - 1):
        humps = math.sin(zeta * x[i]) * math.sin(zeta * x[i + 1])
        total += humps**2 + 0.05 * (x[i] ** 2 + x[i + 1] ** 2)
    return total

"""The function of Hartmann in three and six dimensions."""

import math

HARTMANN_ALPHA = (1.0, 1.2, 3.0, 3.2)


def hartmann(x: list[float], a: tuple[tuple[float, ...], ...], p: tuple[tuple[int, ...], ...]) -> float:
    """SFU, Hartmann: -sum_{i=1}^4 alpha_i exp(-sum_j a_ij (x_j - 10^-4 p_ij)^2)."""
    total = 0.0
    for alpha, row, centre in zip(HARTMANN_ALPHA, a, p, strict=True):
        exponent = 0.0
        for xj, aij, pij in zip(x, row, centre, strict=True):
            exponent += aij * (xj - pij / 10000.0) ** 2
        total -= alpha * math.exp(-exponent)
    return total

"""CUTEst ENGVAL1: sum_{i<n} (x_i^2 + x_{i+1}^2)^2 - 4 x_i + 3."""


def value(x: list[float]) -> float:
    total = 0.0
    for i in range(len(x) - 1):
        total += (x[i] ** 2 + x[i + 1] ** 2) ** 2 - 4.0 * x[i] + 3.0
    return total

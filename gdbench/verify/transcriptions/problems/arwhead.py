"""CUTEst ARWHEAD: sum_{i<n} (x_i^2 + x_n^2)^2 - 4 x_i + 3."""


def value(x: list[float]) -> float:
    total = 0.0
    for xi in x[:-1]:
        total += (xi**2 + x[-1] ** 2) ** 2 - 4.0 * xi + 3.0
    return total

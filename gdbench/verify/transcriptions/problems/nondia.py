"""CUTEst NONDIA: (x_1 - 1)^2 + 100 sum_{i>=2} (x_1 - x_{i-1}^2)^2."""


def value(x: list[float]) -> float:
    total = (x[0] - 1.0) ** 2
    for i in range(1, len(x)):
        total += 100.0 * (x[0] - x[i - 1] ** 2) ** 2
    return total

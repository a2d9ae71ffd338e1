"""CUTEst GENROSE: 1 + sum_{i>=2} 100 (x_i - x_{i-1}^2)^2 + (x_i - 1)^2."""


def value(x: list[float]) -> float:
    total = 1.0
    for i in range(1, len(x)):
        total += 100.0 * (x[i] - x[i - 1] ** 2) ** 2 + (x[i] - 1.0) ** 2
    return total

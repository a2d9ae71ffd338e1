"""CUTEst CUBE (n = 2): (x_1 - 1)^2 + 100 sum_{i>=2} (x_i - x_{i-1}^3)^2."""


def value(x: list[float]) -> float:
    total = (x[0] - 1.0) ** 2
    for i in range(1, len(x)):
        total += 100.0 * (x[i] - x[i - 1] ** 3) ** 2
    return total

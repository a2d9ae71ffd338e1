"""CUTEst DQDRTIC: sum_{i=1}^{n-2} x_i^2 + 100 x_{i+1}^2 + 100 x_{i+2}^2."""


def value(x: list[float]) -> float:
    total = 0.0
    for i in range(len(x) - 2):
        total += x[i] ** 2 + 100.0 * x[i + 1] ** 2 + 100.0 * x[i + 2] ** 2
    return total

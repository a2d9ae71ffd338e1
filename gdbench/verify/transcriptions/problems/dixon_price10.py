"""SFU, Dixon-Price: (x_1 - 1)^2 + sum_{i>=2} i (2 x_i^2 - x_{i-1})^2."""


def value(x: list[float]) -> float:
    total = (x[0] - 1.0) ** 2
    for i in range(2, len(x) + 1):
        total += i * (2.0 * x[i - 1] ** 2 - x[i - 2]) ** 2
    return total

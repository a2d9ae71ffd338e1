"""SFU library, Trid: sum_{i=1}^n (x_i - 1)^2 - sum_{i=2}^n x_i x_{i-1}."""


def value(x: list[float]) -> float:
    total = 0.0
    for xi in x:
        total += (xi - 1.0) ** 2
    for i in range(1, len(x)):
        total -= x[i] * x[i - 1]
    return total

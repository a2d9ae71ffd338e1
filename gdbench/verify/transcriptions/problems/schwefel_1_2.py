"""Schwefel 1981, problem 1.2: sum_{i=1}^n (sum_{j=1}^i x_j)^2."""


def value(x: list[float]) -> float:
    total = 0.0
    for i in range(1, len(x) + 1):
        partial = 0.0
        for j in range(1, i + 1):
            partial += x[j - 1]
        total += partial**2
    return total

"""Haarala 2004, 7: sum_{i<n} |x_i|^(x_{i+1}^2 + 1) + |x_{i+1}|^(x_i^2 + 1)."""


def value(x: list[float]) -> float:
    total = 0.0
    for i in range(len(x) - 1):
        a, b = x[i], x[i + 1]
        total += abs(a) ** (b**2 + 1.0) + abs(b) ** (a**2 + 1.0)
    return total

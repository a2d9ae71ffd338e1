"""Haarala et al. 2004, no. 3: sum_{i<n} max(-x_i - x_{i+1}, -x_i - x_{i+1} + x_i^2 + x_{i+1}^2 - 1)."""


def value(x: list[float]) -> float:
    total = 0.0
    for i in range(len(x) - 1):
        a, b = x[i], x[i + 1]
        total += max(-a - b, -a - b + (a**2 + b**2 - 1.0))
    return total

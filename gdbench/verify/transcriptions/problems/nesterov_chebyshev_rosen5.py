"""Gurbuzbalaban and Overton 2012, smooth: (x_1 - 1)^2 / 4 + sum_{i<n} (x_{i+1} - 2 x_i^2 + 1)^2."""


def value(x: list[float]) -> float:
    total = (x[0] - 1.0) ** 2 / 4.0
    for i in range(len(x) - 1):
        total += (x[i + 1] - 2.0 * x[i] ** 2 + 1.0) ** 2
    return total

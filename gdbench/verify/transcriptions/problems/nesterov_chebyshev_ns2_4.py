"""Gurbuzbalaban and Overton 2012, second nonsmooth: |x_1 - 1| / 4 + sum_{i<n} |x_{i+1} - 2 |x_i| + 1|."""


def value(x: list[float]) -> float:
    total = abs(x[0] - 1.0) / 4.0
    for i in range(len(x) - 1):
        total += abs(x[i + 1] - 2.0 * abs(x[i]) + 1.0)
    return total

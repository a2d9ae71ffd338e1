"""Styblinski and Tang 1990, n-D in the SFU library: 1/2 sum (x_i^4 - 16 x_i^2 + 5 x_i)."""


def value(x: list[float]) -> float:
    total = 0.0
    for xi in x:
        total += xi**4 - 16.0 * xi**2 + 5.0 * xi
    return 0.5 * total

"""Mühlenbein, Schomisch and Born 1991: 10 n + sum (x_i^2 - 10 cos 2 pi x_i)."""

import math


def value(x: list[float]) -> float:
    total = 10.0 * len(x)
    for xi in x:
        total += xi**2 - 10.0 * math.cos(2.0 * math.pi * xi)
    return total

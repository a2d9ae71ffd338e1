"""Jamil and Yang 2013, Alpine 1: sum |x_i sin x_i + 0.1 x_i|."""

import math


def value(x: list[float]) -> float:
    total = 0.0
    for xi in x:
        total += abs(xi * math.sin(xi) + 0.1 * xi)
    return total

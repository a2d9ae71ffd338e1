"""Griewank 1981: 1 + sum x_i^2 / 4000 - prod cos(x_i / sqrt i)."""

import math


def value(x: list[float]) -> float:
    total = 0.0
    product = 1.0
    for i, xi in enumerate(x, start=1):
        total += xi**2 / 4000.0
        product *= math.cos(xi / math.sqrt(i))
    return 1.0 + total - product

"""Charbonnier's pseudo-Huber loss with delta = 1: sum sqrt(1 + x_i^2) - 1."""

import math


def value(x: list[float]) -> float:
    total = 0.0
    for xi in x:
        total += math.sqrt(1.0 + xi**2) - 1.0
    return total

"""Jamil and Yang 2013, exponential: -exp(-sum x_i^2 / 2)."""

import math


def value(x: list[float]) -> float:
    square = 0.0
    for xi in x:
        square += xi**2
    return -math.exp(-0.5 * square)

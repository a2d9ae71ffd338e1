"""Ackley 1987, n-D in Bäck 1996: -20 exp(-0.2 sqrt(mean x^2)) - exp(mean cos 2 pi x) + 20 + e."""

import math


def value(x: list[float]) -> float:
    n = len(x)
    squares = 0.0
    cosines = 0.0
    for xi in x:
        squares += xi**2
        cosines += math.cos(2.0 * math.pi * xi)
    return -20.0 * math.exp(-0.2 * math.sqrt(squares / n)) - math.exp(cosines / n) + 20.0 + math.e

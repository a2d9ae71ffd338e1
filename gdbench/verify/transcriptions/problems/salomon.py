"""Salomon 1996: 1 - cos(2 pi |x|) + 0.1 |x|."""

import math


def value(x: list[float]) -> float:
    square = 0.0
    for xi in x:
        square += xi**2
    norm = math.sqrt(square)
    return 1.0 - math.cos(2.0 * math.pi * norm) + 0.1 * norm

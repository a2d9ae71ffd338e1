"""Jamil and Yang 2013, Csendes: sum x_i^6 (2 + sin(1 / x_i)), with the limit 0 at x_i = 0."""

import math


def value(x: list[float]) -> float:
    total = 0.0
    for xi in x:
        if xi != 0.0:
            total += xi**6 * (2.0 + math.sin(1.0 / xi))
    return total

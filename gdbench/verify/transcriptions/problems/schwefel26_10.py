"""Schwefel 1981, problem 2.26: c n - sum x_i sin sqrt|x_i|.

SFU prints c = 418.9829; here c is the largest value of t sin sqrt t on [0, 500], so that f* is 0 (SFU: 1.27e-5 n).
"""

import math


def value(x: list[float]) -> float:
    total = 418.9828872724338 * len(x)
    for xi in x:
        total -= xi * math.sin(math.sqrt(abs(xi)))
    return total

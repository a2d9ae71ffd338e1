"""SFU, Langermann, m = 5, negated as in scipy: -sum c_i exp(-d_i / pi) cos(pi d_i), d_i = |x - A_i|^2."""

import math


def value(x: list[float]) -> float:
    x1, x2 = x
    total = 0.0
    for a, b, c in ((3.0, 5.0, 1.0), (5.0, 2.0, 2.0), (2.0, 1.0, 5.0), (1.0, 4.0, 2.0), (7.0, 9.0, 3.0)):
        d = (x1 - a) ** 2 + (x2 - b) ** 2
        total -= c * math.exp(-d / math.pi) * math.cos(math.pi * d)
    return total

"""SFU, Branin: (x_2 - b x_1^2 + c x_1 - 6)^2 + 10 (1 - t) cos x_1 + 10.

b = 5.1 / (4 pi^2), c = 5 / pi, t = 1 / (8 pi).
"""

import math


def value(x: list[float]) -> float:
    x1, x2 = x
    b = 5.1 / (4.0 * math.pi**2)
    c = 5.0 / math.pi
    t = 1.0 / (8.0 * math.pi)
    return (x2 - b * x1**2 + c * x1 - 6.0) ** 2 + 10.0 * (1.0 - t) * math.cos(x1) + 10.0

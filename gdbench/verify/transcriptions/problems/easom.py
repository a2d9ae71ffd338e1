"""SFU, Easom: -cos x_1 cos x_2 exp(-(x_1 - pi)^2 - (x_2 - pi)^2)."""

import math


def value(x: list[float]) -> float:
    x1, x2 = x
    return -math.cos(x1) * math.cos(x2) * math.exp(-((x1 - math.pi) ** 2) - (x2 - math.pi) ** 2)

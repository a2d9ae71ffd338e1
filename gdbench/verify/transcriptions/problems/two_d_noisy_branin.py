"""DeepOBS two_d_branin, test loss."""

import math


def value(x: list[float]) -> float:
    u, v = x
    bent = v - 5.1 / (4 * math.pi**2) * u**2 + 5 / math.pi * u - 6
    return bent**2 + 10 * (1 - 1 / (8 * math.pi)) * math.cos(u) + 10

"""SFU, Schaffer N. 2: 0.5 + (sin^2(x_1^2 - x_2^2) - 0.5) / (1 + 0.001 (x_1^2 + x_2^2))^2."""

import math


def value(x: list[float]) -> float:
    x1, x2 = x
    return 0.5 + (math.sin(x1**2 - x2**2) ** 2 - 0.5) / (1.0 + 0.001 * (x1**2 + x2**2)) ** 2

"""SFU, Bukin N. 6: 100 sqrt|x_2 - 0.01 x_1^2| + 0.01 |x_1 + 10|."""

import math


def value(x: list[float]) -> float:
    x1, x2 = x
    return 100.0 * math.sqrt(abs(x2 - 0.01 * x1**2)) + 0.01 * abs(x1 + 10.0)

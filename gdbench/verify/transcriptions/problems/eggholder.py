"""SFU, eggholder: -(x_2 + 47) sin sqrt|x_2 + x_1 / 2 + 47| - x_1 sin sqrt|x_1 - (x_2 + 47)|."""

import math


def value(x: list[float]) -> float:
    x1, x2 = x
    first = -(x2 + 47.0) * math.sin(math.sqrt(abs(x2 + x1 / 2.0 + 47.0)))
    return first - x1 * math.sin(math.sqrt(abs(x1 - (x2 + 47.0))))

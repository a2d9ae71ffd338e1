"""SFU, Levy, w_i = 1 + (x_i - 1) / 4.

sin^2(pi w_1) + sum_{i<n} (w_i - 1)^2 [1 + 10 sin^2(pi w_i + 1)] + (w_n - 1)^2 [1 + sin^2(2 pi w_n)].
"""

import math


def value(x: list[float]) -> float:
    w = [1.0 + (xi - 1.0) / 4.0 for xi in x]
    total = math.sin(math.pi * w[0]) ** 2
    for wi in w[:-1]:
        total += (wi - 1.0) ** 2 * (1.0 + 10.0 * math.sin(math.pi * wi + 1.0) ** 2)
    return total + (w[-1] - 1.0) ** 2 * (1.0 + math.sin(2.0 * math.pi * w[-1]) ** 2)

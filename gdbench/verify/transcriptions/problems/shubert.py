"""SFU, Shubert: prod_i sum_{j=1}^5 j cos((j + 1) x_i + j)."""

import math


def value(x: list[float]) -> float:
    product = 1.0
    for xi in x:
        inner = 0.0
        for j in range(1, 6):
            inner += j * math.cos((j + 1) * xi + j)
        product *= inner
    return product

"""NIST StRD, Misra1a: sum (y - b_1 (1 - exp(-b_2 x)))^2 over 14 observations."""

import math


def value(x: list[float]) -> float:
    b1, b2 = x
    xs = (77.6, 114.9, 141.1, 190.8, 239.9, 289.0, 332.8, 378.4, 434.8, 477.3, 536.8, 593.1, 689.1, 760.0)
    ys = (10.07, 14.73, 17.94, 23.93, 29.61, 35.18, 40.02, 44.82, 50.76, 55.05, 61.01, 66.40, 75.47, 81.78)
    total = 0.0
    for xi, yi in zip(xs, ys, strict=True):
        try:
            decay = math.exp(-b2 * xi)
        except OverflowError:
            decay = math.inf
        residual = yi - b1 * (1.0 - decay)
        total += residual * residual
    return total

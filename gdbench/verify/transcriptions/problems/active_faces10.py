"""Haarala 2004, 6: max over y in {-sum x_i, x_1, ..., x_n} of ln(|y| + 1)."""

import math


def value(x: list[float]) -> float:
    total = 0.0
    largest = 0.0
    for xi in x:
        total += xi
        largest = max(largest, math.log(abs(xi) + 1.0))
    return max(largest, math.log(abs(-total) + 1.0))

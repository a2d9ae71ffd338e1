"""Haarala 2004, 1: max x_i^2."""


def value(x: list[float]) -> float:
    largest = 0.0
    for xi in x:
        largest = max(largest, xi**2)
    return largest

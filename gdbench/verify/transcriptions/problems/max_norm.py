"""Schwefel 1981, problem 2.21: max |x_i|."""


def value(x: list[float]) -> float:
    largest = 0.0
    for xi in x:
        largest = max(largest, abs(xi))
    return largest

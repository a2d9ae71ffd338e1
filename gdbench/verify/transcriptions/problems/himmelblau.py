"""Himmelblau 1972: (x_1^2 + x_2 - 11)^2 + (x_1 + x_2^2 - 7)^2."""


def value(x: list[float]) -> float:
    x1, x2 = x
    return (x1**2 + x2 - 11.0) ** 2 + (x1 + x2**2 - 7.0) ** 2

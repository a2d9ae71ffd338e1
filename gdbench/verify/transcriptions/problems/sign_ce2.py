"""Karimireddy et al. 2019, counter-example 2 with epsilon = 1/2: epsilon |x_1 + x_2| + |x_1 - x_2|."""


def value(x: list[float]) -> float:
    x1, x2 = x
    return 0.5 * abs(x1 + x2) + abs(x1 - x2)

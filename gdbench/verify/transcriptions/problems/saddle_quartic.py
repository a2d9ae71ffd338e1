"""Nesterov 2004, section 1.2.3: x_1^2 / 2 + x_2^4 / 4 - x_2^2 / 2."""


def value(x: list[float]) -> float:
    x1, x2 = x
    return x1**2 / 2.0 + x2**4 / 4.0 - x2**2 / 2.0

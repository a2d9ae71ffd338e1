"""Jamil and Yang 2013, Qing: sum (x_i^2 - i)^2."""


def value(x: list[float]) -> float:
    total = 0.0
    for i, xi in enumerate(x, start=1):
        total += (xi**2 - i) ** 2
    return total

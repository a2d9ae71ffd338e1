"""Definition of the 1-norm: sum |x_i|."""


def value(x: list[float]) -> float:
    total = 0.0
    for xi in x:
        total += abs(xi)
    return total

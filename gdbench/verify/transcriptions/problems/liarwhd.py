"""CUTEst LIARWHD: sum 4 (x_i^2 - x_1)^2 + (x_i - 1)^2."""


def value(x: list[float]) -> float:
    total = 0.0
    for xi in x:
        total += 4.0 * (xi**2 - x[0]) ** 2 + (xi - 1.0) ** 2
    return total

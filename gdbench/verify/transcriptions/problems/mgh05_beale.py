"""MGH 1981 (5): f_i = y_i - x_1 (1 - x_2^i), y = 1.5, 2.25, 2.625."""


def value(x: list[float]) -> float:
    x1, x2 = x
    total = 0.0
    for i, yi in enumerate((1.5, 2.25, 2.625), start=1):
        total += (yi - x1 * (1.0 - x2**i)) ** 2
    return total

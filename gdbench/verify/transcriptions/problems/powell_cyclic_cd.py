"""Powell 1973: -x_1 x_2 - x_2 x_3 - x_3 x_1 + sum max(x_i - 1, 0)^2 + max(-x_i - 1, 0)^2."""


def value(x: list[float]) -> float:
    x1, x2, x3 = x
    total = -x1 * x2 - x2 * x3 - x3 * x1
    for xi in x:
        total += max(xi - 1.0, 0.0) ** 2 + max(-xi - 1.0, 0.0) ** 2
    return total

"""Lewis and Overton 2013 with w = 8: w |x_1^2 - x_2| + (1 - x_1)^2."""


def value(x: list[float]) -> float:
    x1, x2 = x
    return 8.0 * abs(x1**2 - x2) + (1.0 - x1) ** 2

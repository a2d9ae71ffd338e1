"""SFU library, Booth: (x_1 + 2 x_2 - 7)^2 + (2 x_1 + x_2 - 5)^2."""


def value(x: list[float]) -> float:
    x1, x2 = x
    return (x1 + 2.0 * x2 - 7.0) ** 2 + (2.0 * x1 + x2 - 5.0) ** 2

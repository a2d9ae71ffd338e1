"""SFU library, Matyas: 0.26 (x_1^2 + x_2^2) - 0.48 x_1 x_2."""


def value(x: list[float]) -> float:
    x1, x2 = x
    return 0.26 * (x1**2 + x2**2) - 0.48 * x1 * x2

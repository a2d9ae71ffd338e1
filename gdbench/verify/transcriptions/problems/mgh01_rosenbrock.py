"""MGH 1981 (1): f_1 = 10 (x_2 - x_1^2), f_2 = 1 - x_1."""


def value(x: list[float]) -> float:
    x1, x2 = x
    f1 = 10.0 * (x2 - x1**2)
    f2 = 1.0 - x1
    return f1**2 + f2**2

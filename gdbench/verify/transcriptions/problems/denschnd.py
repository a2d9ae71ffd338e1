"""CUTEst DENSCHND: (x_1^2 + x_2^3 - x_3^4)^2 + (2 x_1 x_2 x_3)^2 + (2 x_1 x_2 - 3 x_2 x_3 + x_1 x_3)^2."""


def value(x: list[float]) -> float:
    x1, x2, x3 = x
    a = x1**2 + x2**3 - x3**4
    b = 2.0 * x1 * x2 * x3
    c = 2.0 * x1 * x2 - 3.0 * x2 * x3 + x1 * x3
    return a**2 + b**2 + c**2

"""CUTEst HIMMELBH: x_1^3 + x_2^2 - 3 x_1 - 2 x_2 + 2."""


def value(x: list[float]) -> float:
    x1, x2 = x
    return x1**3 + x2**2 - 3.0 * x1 - 2.0 * x2 + 2.0

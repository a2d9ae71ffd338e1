"""CUTEst ZANGWIL2: (16 x_1^2 + 16 x_2^2 - 8 x_1 x_2 - 56 x_1 - 256 x_2 + 991) / 15."""


def value(x: list[float]) -> float:
    x1, x2 = x
    return (16.0 * x1**2 + 16.0 * x2**2 - 8.0 * x1 * x2 - 56.0 * x1 - 256.0 * x2 + 991.0) / 15.0

"""CUTEst BRKMCC: (x_1 - 2)^2 + (x_2 - 1)^2 + 0.04 / (1 - x_1^2 / 4 - x_2^2) + 5 (x_1 - 2 x_2 + 1)^2."""


def value(x: list[float]) -> float:
    x1, x2 = x
    pole = 0.04 / (1.0 - 0.25 * x1**2 - x2**2)
    return (x1 - 2.0) ** 2 + (x2 - 1.0) ** 2 + pole + 5.0 * (x1 - 2.0 * x2 + 1.0) ** 2

"""CUTEst MEXHAT: -2 (x_1 - 1)^2 + 10^5 (-0.02 + 10^4 (x_2 - x_1^2)^2 + (x_1 - 1)^2)^2."""


def value(x: list[float]) -> float:
    x1, x2 = x
    moat = -0.02 + 10000.0 * (x2 - x1**2) ** 2 + (x1 - 1.0) ** 2
    return -2.0 * (x1 - 1.0) ** 2 + 1e5 * moat**2

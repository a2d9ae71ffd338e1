"""Sisser 1982 (CUTEst SISSER as meant): 3 x_1^4 - 2 x_1^2 x_2^2 + 3 x_2^4.

The SIF file negates its middle group twice and so evaluates +2 x_1^2 x_2^2; it also rounds 1/3 to 7 digits.
"""


def value(x: list[float]) -> float:
    x1, x2 = x
    return 3.0 * x1**4 - 2.0 * x1**2 * x2**2 + 3.0 * x2**4

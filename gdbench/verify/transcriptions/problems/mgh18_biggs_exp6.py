"""MGH 1981 (18), m = 13: f_i = x_3 exp(-t x_1) - x_4 exp(-t x_2) + x_6 exp(-t x_5) - y_i, t = i / 10.

y_i = exp(-t) - 5 exp(-10 t) + 3 exp(-4 t).
"""

from gdbench.verify.transcriptions.problems._mgh import exp, sum_of_squares


def value(x: list[float]) -> float:
    x1, x2, x3, x4, x5, x6 = x
    residuals = []
    for i in range(1, 14):
        t = i / 10.0
        y = exp(-t) - 5.0 * exp(-10.0 * t) + 3.0 * exp(-4.0 * t)
        residuals.append(x3 * exp(-t * x1) - x4 * exp(-t * x2) + x6 * exp(-t * x5) - y)
    return sum_of_squares(residuals)

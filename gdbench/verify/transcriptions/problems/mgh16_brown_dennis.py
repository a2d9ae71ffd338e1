"""MGH 1981 (16), m = 20: f_i = (x_1 + t x_2 - exp t)^2 + (x_3 + x_4 sin t - cos t)^2, t = i / 5."""

import math

from gdbench.verify.transcriptions.problems._mgh import exp, sum_of_squares


def value(x: list[float]) -> float:
    x1, x2, x3, x4 = x
    residuals = []
    for i in range(1, 21):
        t = i / 5.0
        residuals.append((x1 + t * x2 - exp(t)) ** 2 + (x3 + x4 * math.sin(t) - math.cos(t)) ** 2)
    return sum_of_squares(residuals)

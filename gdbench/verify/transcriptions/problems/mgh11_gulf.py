"""MGH 1981 (11), m = 99: f_i = exp(-|y_i - x_2|^x_3 / x_1) - t_i, t_i = i / 100.

y_i = 25 + (-50 ln t_i)^(2/3). The paper's "|y_i m i x_2|" is a misprint of |y_i - x_2|.
"""

import math

from gdbench.verify.transcriptions.problems._mgh import exp, sum_of_squares


def value(x: list[float]) -> float:
    x1, x2, x3 = x
    residuals = []
    for i in range(1, 100):
        t = i / 100.0
        y = 25.0 + (-50.0 * math.log(t)) ** (2.0 / 3.0)
        residuals.append(exp(-(abs(y - x2) ** x3) / x1) - t)
    return sum_of_squares(residuals)

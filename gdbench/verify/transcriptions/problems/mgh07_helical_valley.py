"""MGH 1981 (7): f_1 = 10 (x_3 - 10 theta), f_2 = 10 (sqrt(x_1^2 + x_2^2) - 1), f_3 = x_3.

theta = arctan(x_2 / x_1) / (2 pi), and 1/2 more where x_1 < 0. The paper leaves x_1 = 0 open; there, as in
MINPACK, theta is 1/4 with the sign of x_2.
"""

import math

from gdbench.verify.transcriptions.problems._mgh import sum_of_squares


def value(x: list[float]) -> float:
    x1, x2, x3 = x
    if x1 > 0.0:
        theta = math.atan(x2 / x1) / (2.0 * math.pi)
    elif x1 < 0.0:
        theta = math.atan(x2 / x1) / (2.0 * math.pi) + 0.5
    else:
        theta = math.copysign(0.25, x2)
    return sum_of_squares([10.0 * (x3 - 10.0 * theta), 10.0 * (math.sqrt(x1**2 + x2**2) - 1.0), x3])

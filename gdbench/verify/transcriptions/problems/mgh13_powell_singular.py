"""MGH 1981 (13): f = x_1 + 10 x_2, sqrt5 (x_3 - x_4), (x_2 - 2 x_3)^2, sqrt10 (x_1 - x_4)^2."""

import math

from gdbench.verify.transcriptions.problems._mgh import sum_of_squares


def value(x: list[float]) -> float:
    x1, x2, x3, x4 = x
    f3 = (x2 - 2.0 * x3) ** 2
    return sum_of_squares([x1 + 10.0 * x2, math.sqrt(5.0) * (x3 - x4), f3, math.sqrt(10.0) * (x1 - x4) ** 2])

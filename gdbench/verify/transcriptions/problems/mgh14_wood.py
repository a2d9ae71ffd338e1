"""MGH 1981 (14): two Rosenbrock valleys (weights 100 and 90) joined by two linear residuals."""

import math

from gdbench.verify.transcriptions.problems._mgh import sum_of_squares


def value(x: list[float]) -> float:
    x1, x2, x3, x4 = x
    f1 = 10.0 * (x2 - x1**2)
    f2 = 1.0 - x1
    f3 = math.sqrt(90.0) * (x4 - x3**2)
    f4 = 1.0 - x3
    f5 = math.sqrt(10.0) * (x2 + x4 - 2.0)
    f6 = (x2 - x4) / math.sqrt(10.0)
    return sum_of_squares([f1, f2, f3, f4, f5, f6])

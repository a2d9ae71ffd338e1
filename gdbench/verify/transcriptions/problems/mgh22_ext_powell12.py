"""MGH 1981 (22), n a multiple of 4: Powell's singular function on each four variables in turn."""

import math

from gdbench.verify.transcriptions.problems._mgh import sum_of_squares


def value(x: list[float]) -> float:
    n = len(x)
    if n % 4:
        raise ValueError(f"MGH 22 is defined for multiples of 4, not {n}")
    residuals = []
    for k in range(0, n, 4):
        a, b, c, d = x[k : k + 4]
        residuals += [a + 10.0 * b, math.sqrt(5.0) * (c - d), (b - 2.0 * c) ** 2, math.sqrt(10.0) * (a - d) ** 2]
    return sum_of_squares(residuals)

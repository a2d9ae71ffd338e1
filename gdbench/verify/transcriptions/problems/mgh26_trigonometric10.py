"""MGH 1981 (26): f_i = n - sum_j cos x_j + i (1 - cos x_i) - sin x_i."""

import math

from gdbench.verify.transcriptions.problems._mgh import sum_of_squares


def value(x: list[float]) -> float:
    n = len(x)
    cosines = 0.0
    for xj in x:
        cosines += math.cos(xj)
    residuals = []
    for i, xi in enumerate(x, start=1):
        residuals.append(n - cosines + i * (1.0 - math.cos(xi)) - math.sin(xi))
    return sum_of_squares(residuals)

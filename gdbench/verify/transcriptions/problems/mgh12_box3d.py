"""MGH 1981 (12), m = 10: f_i = exp(-t x_1) - exp(-t x_2) - x_3 (exp(-t) - exp(-10 t)), t = i / 10."""

from gdbench.verify.transcriptions.problems._mgh import exp, sum_of_squares


def value(x: list[float]) -> float:
    x1, x2, x3 = x
    residuals = []
    for i in range(1, 11):
        t = i / 10.0
        residuals.append(exp(-t * x1) - exp(-t * x2) - x3 * (exp(-t) - exp(-10.0 * t)))
    return sum_of_squares(residuals)

"""MGH 1981 (6), m = 10: f_i = 2 + 2 i - (exp(i x_1) + exp(i x_2))."""

from gdbench.verify.transcriptions.problems._mgh import exp, sum_of_squares


def value(x: list[float]) -> float:
    x1, x2 = x
    return sum_of_squares([2.0 + 2.0 * i - (exp(i * x1) + exp(i * x2)) for i in range(1, 11)])

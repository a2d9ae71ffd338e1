"""MGH 1981 (3): f_1 = 10^4 x_1 x_2 - 1, f_2 = exp(-x_1) + exp(-x_2) - 1.0001."""

from gdbench.verify.transcriptions.problems._mgh import exp, sum_of_squares


def value(x: list[float]) -> float:
    x1, x2 = x
    return sum_of_squares([1e4 * x1 * x2 - 1.0, exp(-x1) + exp(-x2) - 1.0001])

"""MGH 1981 (4): f_1 = x_1 - 10^6, f_2 = x_2 - 2 10^-6, f_3 = x_1 x_2 - 2."""

from gdbench.verify.transcriptions.problems._mgh import sum_of_squares


def value(x: list[float]) -> float:
    x1, x2 = x
    return sum_of_squares([x1 - 1e6, x2 - 2e-6, x1 * x2 - 2.0])

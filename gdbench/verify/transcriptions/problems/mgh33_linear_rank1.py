"""MGH 1981 (33), m = 2 n: f_i = i sum_j j x_j - 1."""

from gdbench.verify.transcriptions.problems._mgh import sum_of_squares


def value(x: list[float]) -> float:
    weighted = 0.0
    for j, xj in enumerate(x, start=1):
        weighted += j * xj
    return sum_of_squares([i * weighted - 1.0 for i in range(1, 2 * len(x) + 1)])

"""MGH 1981 (34), m = 2 n: f_1 = f_m = -1 and f_i = (i - 1) sum_{j=2}^{n-1} j x_j - 1."""

from gdbench.verify.transcriptions.problems._mgh import sum_of_squares


def value(x: list[float]) -> float:
    n = len(x)
    m = 2 * n
    weighted = 0.0
    for j in range(2, n):
        weighted += j * x[j - 1]
    return sum_of_squares([-1.0, *[(i - 1) * weighted - 1.0 for i in range(2, m)], -1.0])

"""MGH 1981 (32), m = 2 n: f_i = x_i - 2/m sum x_j - 1, i <= n, and -2/m sum x_j - 1 beyond."""

from gdbench.verify.transcriptions.problems._mgh import sum_of_squares


def value(x: list[float]) -> float:
    n = len(x)
    m = 2 * n
    shared = -2.0 / m * sum(x) - 1.0
    return sum_of_squares([(x[i] if i < n else 0.0) + shared for i in range(m)])

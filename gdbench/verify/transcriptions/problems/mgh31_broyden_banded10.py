"""MGH 1981 (31): f_i = x_i (2 + 5 x_i^2) + 1 - sum_{j in J_i} x_j (1 + x_j).

J_i = {j: j != i, max(1, i - 5) <= j <= min(n, i + 1)}.
"""

from gdbench.verify.transcriptions.problems._mgh import sum_of_squares


def value(x: list[float]) -> float:
    n = len(x)
    residuals = []
    for i in range(1, n + 1):
        band = 0.0
        for j in range(max(1, i - 5), min(n, i + 1) + 1):
            if j != i:
                band += x[j - 1] * (1.0 + x[j - 1])
        residuals.append(x[i - 1] * (2.0 + 5.0 * x[i - 1] ** 2) + 1.0 - band)
    return sum_of_squares(residuals)

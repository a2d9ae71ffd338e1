"""MGH 1981 (29), c_j = (x_j + t_j + 1)^3, t_j = j h, h = 1 / (n + 1).

f_i = x_i + h/2 [(1 - t_i) sum_{j<=i} t_j c_j + t_i sum_{j>i} (1 - t_j) c_j].
"""

from gdbench.verify.transcriptions.problems._mgh import sum_of_squares


def value(x: list[float]) -> float:
    n = len(x)
    h = 1.0 / (n + 1)
    residuals = []
    for i in range(1, n + 1):
        below = 0.0
        above = 0.0
        for j in range(1, n + 1):
            cube = (x[j - 1] + j * h + 1.0) ** 3
            if j <= i:
                below += j * h * cube
            else:
                above += (1.0 - j * h) * cube
        residuals.append(x[i - 1] + h * ((1.0 - i * h) * below + i * h * above) / 2.0)
    return sum_of_squares(residuals)

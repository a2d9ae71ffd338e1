"""MGH 1981 (8): f_i = y_i - (x_1 + u_i / (v_i x_2 + w_i x_3)), u_i = i, v_i = 16 - i, w_i = min(u_i, v_i)."""

from gdbench.verify.transcriptions.problems._mgh import sum_of_squares


def value(x: list[float]) -> float:
    x1, x2, x3 = x
    y = (0.14, 0.18, 0.22, 0.25, 0.29, 0.32, 0.35, 0.39, 0.37, 0.58, 0.73, 0.96, 1.34, 2.10, 4.39)
    residuals = []
    for i in range(1, 16):
        u, v = i, 16 - i
        w = min(u, v)
        residuals.append(y[i - 1] - (x1 + u / (v * x2 + w * x3)))
    return sum_of_squares(residuals)

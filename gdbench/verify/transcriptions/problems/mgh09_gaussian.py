"""MGH 1981 (9): f_i = x_1 exp(-x_2 (t_i - x_3)^2 / 2) - y_i, t_i = (8 - i) / 2, i = 1..15."""

from gdbench.verify.transcriptions.problems._mgh import exp, sum_of_squares


def value(x: list[float]) -> float:
    x1, x2, x3 = x
    half = (0.0009, 0.0044, 0.0175, 0.0540, 0.1295, 0.2420, 0.3521)
    y = (*half, 0.3989, *reversed(half))
    residuals = []
    for i in range(1, 16):
        t = (8 - i) / 2.0
        residuals.append(x1 * exp(-x2 * (t - x3) ** 2 / 2.0) - y[i - 1])
    return sum_of_squares(residuals)

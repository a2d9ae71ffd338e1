"""MGH 1981 (15): f_i = y_i - x_1 (u_i^2 + u_i x_2) / (u_i^2 + u_i x_3 + x_4)."""

from gdbench.verify.transcriptions.problems._mgh import sum_of_squares


def value(x: list[float]) -> float:
    x1, x2, x3, x4 = x
    y = (0.1957, 0.1947, 0.1735, 0.1600, 0.0844, 0.0627, 0.0456, 0.0342, 0.0323, 0.0235, 0.0246)
    u = (4.0, 2.0, 1.0, 0.5, 0.25, 0.167, 0.125, 0.1, 0.0833, 0.0714, 0.0625)
    residuals = []
    for yi, ui in zip(y, u, strict=True):
        residuals.append(yi - x1 * (ui**2 + ui * x2) / (ui**2 + ui * x3 + x4))
    return sum_of_squares(residuals)

"""MGH 1981 (28): f_i = 2 x_i - x_{i-1} - x_{i+1} + h^2 (x_i + t_i + 1)^3 / 2, t_i = i h, h = 1 / (n + 1)."""

from gdbench.verify.transcriptions.problems._mgh import sum_of_squares


def value(x: list[float]) -> float:
    n = len(x)
    h = 1.0 / (n + 1)
    padded = [0.0, *x, 0.0]
    residuals = []
    for i in range(1, n + 1):
        cube = (padded[i] + i * h + 1.0) ** 3
        residuals.append(2.0 * padded[i] - padded[i - 1] - padded[i + 1] + h * h * cube / 2.0)
    return sum_of_squares(residuals)

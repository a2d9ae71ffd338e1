"""MGH 1981 (17): f_i = y_i - (x_1 + x_2 exp(-t x_4) + x_3 exp(-t x_5)), t = 10 (i - 1), i = 1..33."""

from gdbench.verify.transcriptions.problems._mgh import exp, sum_of_squares

OSBORNE1_Y = (
    *(0.844, 0.908, 0.932, 0.936, 0.925, 0.908, 0.881, 0.850, 0.818, 0.784, 0.751),
    *(0.718, 0.685, 0.658, 0.628, 0.603, 0.580, 0.558, 0.538, 0.522, 0.506, 0.490),
    *(0.478, 0.467, 0.457, 0.448, 0.438, 0.431, 0.424, 0.420, 0.414, 0.411, 0.406),
)


def value(x: list[float]) -> float:
    x1, x2, x3, x4, x5 = x
    residuals = []
    for i, y in enumerate(OSBORNE1_Y):
        t = 10.0 * i
        residuals.append(y - (x1 + x2 * exp(-t * x4) + x3 * exp(-t * x5)))
    return sum_of_squares(residuals)

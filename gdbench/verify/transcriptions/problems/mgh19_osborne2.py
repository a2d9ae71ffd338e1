"""MGH 1981 (19), t = (i - 1) / 10, i = 1..65.

f_i = y_i - (x_1 exp(-t x_5) + sum_{k=2}^4 x_k exp(-(t - x_{k+7})^2 x_{k+4})).
"""

from gdbench.verify.transcriptions.problems._mgh import exp, sum_of_squares

OSBORNE2_Y = (
    *(1.366, 1.191, 1.112, 1.013, 0.991, 0.885, 0.831, 0.847, 0.786, 0.725, 0.746, 0.679, 0.608),
    *(0.655, 0.616, 0.606, 0.602, 0.626, 0.651, 0.724, 0.649, 0.649, 0.694, 0.644, 0.624, 0.661),
    *(0.612, 0.558, 0.533, 0.495, 0.500, 0.423, 0.395, 0.375, 0.372, 0.391, 0.396, 0.405, 0.428),
    *(0.429, 0.523, 0.562, 0.607, 0.653, 0.672, 0.708, 0.633, 0.668, 0.645, 0.632, 0.591, 0.559),
    *(0.597, 0.625, 0.739, 0.710, 0.729, 0.720, 0.636, 0.581, 0.428, 0.292, 0.162, 0.098, 0.054),
)


def value(x: list[float]) -> float:
    residuals = []
    for i, y in enumerate(OSBORNE2_Y):
        t = i / 10.0
        model = x[0] * exp(-t * x[4])
        for k in range(1, 4):
            model += x[k] * exp(-((t - x[k + 7]) ** 2) * x[k + 4])
        residuals.append(y - model)
    return sum_of_squares(residuals)

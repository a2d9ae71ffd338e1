"""MGH 1981 (10): f_i = x_1 exp(x_2 / (t_i + x_3)) - y_i, t_i = 45 + 5 i, i = 1..16."""

from gdbench.verify.transcriptions.problems._mgh import exp, sum_of_squares


def value(x: list[float]) -> float:
    x1, x2, x3 = x
    y = (34780, 28610, 23650, 19630, 16370, 13720, 11540, 9744, 8261, 7030, 6005, 5147, 4427, 3820, 3307, 2872)
    return sum_of_squares([x1 * exp(x2 / (45.0 + 5.0 * i + x3)) - y[i - 1] for i in range(1, 17)])

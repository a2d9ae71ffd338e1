"""Nesterov 2004, 2.1.2 with L = 1: L/4 (1/2 [x_1^2 + sum (x_i - x_{i+1})^2 + x_n^2] - x_1)."""

from gdbench.verify.transcriptions.problems._quadratics import nesterov_chain


def value(x: list[float]) -> float:
    return 0.25 * (0.5 * nesterov_chain(x) - x[0])

"""Condition number 10^2."""

from gdbench.verify.transcriptions.problems._quadratics import quad_log


def value(x: list[float]) -> float:
    return quad_log(x, 100.0)

"""Condition number 10^6."""

from gdbench.verify.transcriptions.problems._quadratics import quad_log


def value(x: list[float]) -> float:
    return quad_log(x, 1e6)

"""CUTEst HILBERTB: D = 5."""

from gdbench.verify.transcriptions.problems._quadratics import hilbert_form


def value(x: list[float]) -> float:
    return hilbert_form(x, 5.0)

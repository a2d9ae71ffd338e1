"""CUTEst HILBERTA: D = 0."""

from gdbench.verify.transcriptions.problems._quadratics import hilbert_form


def value(x: list[float]) -> float:
    return hilbert_form(x, 0.0)

"""CUTEst DIXMAANA1: k1 = k4 = 0."""

from gdbench.verify.transcriptions.problems._cutest import dixmaan


def value(x: list[float]) -> float:
    return dixmaan(x, 0, 0)

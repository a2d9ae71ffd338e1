"""CUTEst DIXMAANI1: k1 = k4 = 2."""

from gdbench.verify.transcriptions.problems._cutest import dixmaan


def value(x: list[float]) -> float:
    return dixmaan(x, 2, 2)

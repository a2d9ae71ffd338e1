"""SFU, Hartmann 3-D; p_41 is 381 (scipy has 381.5) and p_22 is 4387 (Jamil and Yang misprint it)."""

from gdbench.verify.transcriptions.problems._hartmann import hartmann


def value(x: list[float]) -> float:
    a = ((3.0, 10.0, 30.0), (0.1, 10.0, 35.0), (3.0, 10.0, 30.0), (0.1, 10.0, 35.0))
    p = ((3689, 1170, 2673), (4699, 4387, 7470), (1091, 8732, 5547), (381, 5743, 8828))
    return hartmann(x, a, p)

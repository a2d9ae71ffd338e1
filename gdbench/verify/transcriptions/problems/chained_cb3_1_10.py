"""Haarala 2004, 4: the sum over i < n of the largest CB3 piece at (x_i, x_{i+1})."""

from gdbench.verify.transcriptions.problems._chains import cb3_pieces


def value(x: list[float]) -> float:
    total = 0.0
    for i in range(len(x) - 1):
        total += max(cb3_pieces(x[i], x[i + 1]))
    return total

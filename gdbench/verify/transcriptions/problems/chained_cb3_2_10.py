"""Haarala 2004, 5: the largest of the three sums over i < n of a CB3 piece at (x_i, x_{i+1})."""

from gdbench.verify.transcriptions.problems._chains import cb3_pieces


def value(x: list[float]) -> float:
    first = second = third = 0.0
    for i in range(len(x) - 1):
        pieces = cb3_pieces(x[i], x[i + 1])
        first += pieces[0]
        second += pieces[1]
        third += pieces[2]
    return max(first, second, third)

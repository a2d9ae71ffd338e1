"""The pieces of the chained functions of Haarala, Miettinen and Mäkelä (2004)."""

import math


def cb3_pieces(a: float, b: float) -> tuple[float, float, float]:
    """The three pieces of the function CB3 of Charalambous and Bandler."""
    return a**4 + b**2, (2.0 - a) ** 2 + (2.0 - b) ** 2, 2.0 * math.exp(-a + b)

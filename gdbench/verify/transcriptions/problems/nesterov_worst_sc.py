"""Nesterov 2004, 2.1.4 with mu = 10^-3 and L = 1: (L - mu)/4 (1/2 [...] - x_1) + mu/2 |x|^2.

The book's function is infinite-dimensional; cut at n it keeps the x_n^2 of 2.1.2 (so says the catalogue's x*).
"""

from gdbench.verify.transcriptions.problems._quadratics import nesterov_chain


def value(x: list[float]) -> float:
    mu = 1e-3
    squares = 0.0
    for xi in x:
        squares += xi**2
    return (1.0 - mu) / 4.0 * (0.5 * nesterov_chain(x) - x[0]) + 0.5 * mu * squares

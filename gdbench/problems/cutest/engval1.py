"""The first Engvall function."""

from functools import cache

import numpy as np

from gdbench.problems.cutest._tridiagonal import stationary_point
from gdbench.registry import problem
from gdbench.types import scalable


@cache
def _minimiser(n):
    """Return the minimiser with xₙ = 0, whose other coordinates approach a constant away from both ends."""

    def derivatives(x):
        square, beside = x[:-1] ** 2 + x[1:] ** 2, 8.0 * x[:-1] * x[1:]
        gradient, diagonal = np.zeros(n), np.zeros(n)
        gradient[:-1] += 4.0 * x[:-1] * square - 4.0
        gradient[1:] += 4.0 * x[1:] * square
        diagonal[:-1] += 4.0 * square + 8.0 * x[:-1] ** 2
        diagonal[1:] += 4.0 * square + 8.0 * x[1:] ** 2
        return gradient, diagonal, beside

    return stationary_point(np.r_[np.full(n - 1, 0.6), 0.0], derivatives)


def _summands(x):
    """Return one summand per pair of neighbours; a⁴ − 4a + 3 = (a − 1)² (a² + 2a + 3) avoids cancellation."""
    a, b = x[:-1], x[1:]
    return (a - 1.0) ** 2 * (a * (a + 2.0) + 3.0) + b**2 * (2.0 * a**2 + b**2)


@problem(
    dims=scalable(10, at_least=2),
    start=2.0,
    minimiser=_minimiser,
    minimum=lambda n: _summands(_minimiser(n)).sum(),
    tags=("convex", "smooth"),
    source="CUTEst ENGVAL1; Toint 1983, Report 83/4, Namur, problem 31",
)
def engval1(x):
    """Engvall's first function is a convex and well-conditioned chain of quartics.

    f = Σ_{i<n} (xᵢ² + xᵢ₊₁²)² − 4xᵢ + 3

    The minimum grows by 1.11 with each coordinate.
    """
    return _summands(x).sum(axis=0)

"""The extended Dennis and Schnabel function."""

from functools import cache

import numpy as np

from gdbench.problems.cutest._tridiagonal import stationary_point
from gdbench.registry import problem
from gdbench.types import scalable


@cache
def _minimiser(n):
    """Return the minimiser with x₁ = 2, whose other coordinates approach 1 away from both ends."""

    def derivatives(x):
        u, y = x[:-1] - 2.0, x[1:]
        gradient, diagonal = np.zeros(n), np.zeros(n)
        gradient[:-1] += 4.0 * u**3 + 2.0 * u * y**2
        gradient[1:] += 2.0 * u**2 * y + 2.0 * (y + 1.0)
        diagonal[:-1] += 12.0 * u**2 + 2.0 * y**2
        diagonal[1:] += 2.0 * u**2 + 2.0
        return gradient, diagonal, 4.0 * u * y

    return stationary_point(np.r_[2.0, np.ones(n - 1)], derivatives)


def _summands(x):
    """Return one summand per pair of neighbours."""
    u, y = x[:-1] - 2.0, x[1:]
    return u**4 + (u * y) ** 2 + (y + 1.0) ** 2


@problem(
    dims=scalable(10, at_least=2),
    start=8.0,
    minimiser=_minimiser,
    minimum=lambda n: 16.0 + _summands(_minimiser(n)).sum(),
    tags=("nonconvex", "smooth"),
    source="CUTEst EDENSCH; Li 1988, The secant/finite difference algorithm; Dennis & Schnabel 1983",
)
def edensch(x):
    """The extended Dennis and Schnabel function is a well-behaved chain of quartics.

    f = 16 + Σ_{i<n} (xᵢ − 2)⁴ + (xᵢ − 2)² xᵢ₊₁² + (xᵢ₊₁ + 1)²

    One term draws each coordinate to 2, and the next term draws it to −1. Far from the minimiser, a large xₙ makes
    f nonconvex.
    """
    return 16.0 + _summands(x).sum(axis=0)

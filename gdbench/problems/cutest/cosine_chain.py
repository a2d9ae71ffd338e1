"""Gould's cosine function."""

import math

import numpy as np

from gdbench.problems.folds import total
from gdbench.problems.trigonometry import cos
from gdbench.registry import problem
from gdbench.types import scalable


def _minimisers(n):
    """Return two of infinitely many points with uᵢ = π: the constant one, and the one with xₙ = 1 as at the start."""
    x = np.full((2, n), (1.0 + math.sqrt(1.0 + 16.0 * math.pi)) / 4.0)
    x[1, -1] = 1.0
    # Going backwards, xᵢ = √(π + xᵢ₊₁ / 2) comes 8 times closer to the constant with every step.
    for i in range(n - 2, max(n - 30, 0) - 1, -1):
        x[1, i] = math.sqrt(math.pi + x[1, i + 1] / 2.0)
    return x


@problem(
    dims=scalable(10, at_least=2),
    start=1.0,
    minimiser=_minimisers,
    minimum=lambda n: 1.0 - n,
    tags=("nonconvex", "smooth", "degenerate"),
    source="CUTEst COSINE; Gould 1996, private communication",
)
def cosine_chain(x):
    """Gould's function has cosines between neighbours and is bounded everywhere.

    f = Σ_{i<n} cos uᵢ, uᵢ = xᵢ² − xᵢ₊₁ / 2

    The minimisers form curves, on which all uᵢ are odd multiples of π; every local minimum is global. The origin is
    a maximum with gradient 0.
    """
    return total(cos(x[:-1] ** 2 - 0.5 * x[1:]))

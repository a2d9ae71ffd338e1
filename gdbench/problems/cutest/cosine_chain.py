"""Gould's cosine function."""

import math

import numpy as np

from gdbench.problems.folds import total
from gdbench.problems.trigonometry import cos
from gdbench.registry import problem
from gdbench.types import scalable


def _minimisers(n):
    """Two of infinitely many with uᵢ = π: the constant one, and the one that ends in the start's xₙ = 1."""
    x = np.full((2, n), (1.0 + math.sqrt(1.0 + 16.0 * math.pi)) / 4.0)
    x[1, -1] = 1.0
    # Backwards from there, xᵢ = √(π + xᵢ₊₁ / 2) comes 8 times closer to the constant with every step.
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
    """Cosines between neighbours, everywhere bounded: f = Σ_{i<n} cos uᵢ, uᵢ = xᵢ² − xᵢ₊₁ / 2.

    The minimisers are curves, where all uᵢ are odd multiples of π; each local minimum is a global one.
    The gradient is 0 at the origin, a maximum.
    """
    return total(cos(x[:-1] ** 2 - 0.5 * x[1:]))

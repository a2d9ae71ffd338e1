"""Toint's generalized humps."""

import numpy as np

from gdbench.problems.folds import total
from gdbench.problems.trigonometry import sin
from gdbench.registry import problem
from gdbench.types import scalable


@problem(
    dims=scalable(5, at_least=2),
    start=lambda n: np.r_[-506.0, np.full(n - 1, -506.2)],
    minimiser=0.0,
    minimum=0.0,
    tags=("nonconvex", "smooth", "multimodal"),
    # The humps of one pair have curvatures up to 2 · 20², where one sine is 0 and the other ±1. A coordinate
    # between two others belongs to two pairs, and both can have that curvature at once.
    lipschitz=lambda n: 0.1 + 800.0 if n == 2 else 0.2 + 1600.0,
    source="CUTEst GENHUMPS, ζ = 20; Toint 1997, private communication",
)
def genhumps5(x):
    """Toint's function is a wide bowl under a dense field of humps.

    f = Σ_{i<n} sin²(20xᵢ) sin²(20xᵢ₊₁) + (xᵢ² + xᵢ₊₁²) / 20

    At the start the bowl is steeper than the humps; for |x| below about 200 the humps can trap a run.
    """
    waves, bowl = sin(20.0 * x) ** 2, 0.05 * x**2
    return total(waves[:-1] * waves[1:] + bowl[:-1] + bowl[1:])

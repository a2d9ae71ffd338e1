"""Levy's function."""

import math

from gdbench.problems.folds import total
from gdbench.problems.trigonometry import sin
from gdbench.registry import problem
from gdbench.types import scalable


@problem(
    dims=scalable(10),
    start=6.0,
    minimiser=1.0,
    minimum=0.0,
    box=(-10.0, 10.0),
    tags=("nonconvex", "smooth", "multimodal", "separable"),
    source="Levy & Montalvo 1985, SIAM J. Sci. Stat. Comput. 6:15, in Surjanovic & Bingham, Virtual Library",
)
def levy10(x):
    """Levy's function has parabolas with ripples that grow with the distance.

    f = sin² πu₁ + Σ_{i<n} uᵢ² (1 + 10 sin²(πuᵢ + 1)) + uₙ² pₙ

    uᵢ = (xᵢ − 1) / 4, pₙ = 1 + sin² 2πuₙ. The usual wᵢ = 1 + uᵢ gives the same sines. The curvature at the
    minimiser is lowest along xₙ, which has different ripples.
    """
    u = 0.25 * (x - 1.0)
    first = sin(math.pi * u[0]) ** 2
    middle = total(u[:-1] ** 2 * (1.0 + 10.0 * sin(math.pi * u[:-1] + 1.0) ** 2))
    return first + middle + u[-1] ** 2 * (1.0 + sin(2.0 * math.pi * u[-1]) ** 2)

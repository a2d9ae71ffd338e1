"""Branin's function."""

import math

from gdbench.problems.trigonometry import cos
from gdbench.registry import problem


@problem(
    dims=2,
    start=(2.5, 12.5),
    minimiser=((-math.pi, 12.275), (math.pi, 2.275), (3.0 * math.pi, 2.475)),
    minimum=1.25 / math.pi,
    box=(-5.0, 15.0),
    tags=("nonconvex", "smooth", "multimodal"),
    source="Branin 1972, IBM J. Res. Dev. 16:504; scipy go_benchmark Branin01",
)
def branin(x):
    """Three equal minima along a bent valley: f = (x₂ − 5.1x₁² / 4π² + 5x₁ / π − 6)² + 10 (1 − 1 / 8π) cos x₁ + 10.

    There are only these three in the box, one for each odd multiple of π from −π to 3π.
    """
    valley = x[1] - 5.1 / (4.0 * math.pi**2) * x[0] ** 2 + 5.0 / math.pi * x[0] - 6.0
    # 1 + cos x₁ = 2 cos²(x₁ / 2) has no cancellation where it is 0.
    ripple = 20.0 * (1.0 - 0.125 / math.pi) * cos(0.5 * x[0]) ** 2
    return valley**2 + ripple + 1.25 / math.pi

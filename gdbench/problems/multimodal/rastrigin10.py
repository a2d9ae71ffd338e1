"""Rastrigin's function."""

import math

from gdbench.problems.folds import total
from gdbench.problems.trigonometry import cos
from gdbench.registry import problem
from gdbench.types import scalable


@problem(
    dims=scalable(10),
    start=3.3,
    minimiser=0.0,
    minimum=0.0,
    box=(-5.12, 5.12),
    tags=("nonconvex", "smooth", "multimodal", "separable"),
    source="Rastrigin 1974; scipy go_benchmark Rastrigin",
)
def rastrigin10(x):
    """Rastrigin's function is a paraboloid under a regular grid of ripples: f = Σ xᵢ² + 10 (1 − cos 2π xᵢ)."""
    return total(x * x + 10.0 * (1.0 - cos(2.0 * math.pi * x)))

"""Easom's function."""

import math

from jax import numpy as jnp

from gdbench.problems.trigonometry import cos
from gdbench.registry import problem


@problem(
    dims=2,
    start=(1.5, 4.5),
    minimiser=math.pi,
    minimum=-1.0,
    box=(-100.0, 100.0),
    tags=("nonconvex", "smooth", "multimodal", "flat"),
    source="Easom 1990, M.Eng. thesis, University of Louisville; scipy go_benchmark Easom",
)
def easom(x):
    """Easom's function is a pinhole in a plain: f = −cos x₁ cos x₂ exp(−(x₁ − π)² − (x₂ − π)²).

    Value and gradient are exactly 0 at distances above 9 from the minimiser in float32, and above 27 in float64.
    """
    return -jnp.prod(cos(x), axis=0) * jnp.exp(-jnp.sum((x - math.pi) ** 2, axis=0))

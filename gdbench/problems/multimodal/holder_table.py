"""The Hölder table function."""

import math

from jax import numpy as jnp

from gdbench.problems.trigonometry import cos, sin
from gdbench.registry import problem

FIRST, SECOND = 8.055023475736563, 9.664590019241272


@problem(
    dims=2,
    start=4.0,
    minimiser=((FIRST, SECOND), (-FIRST, SECOND), (FIRST, -SECOND), (-FIRST, -SECOND)),
    minimum=-19.208502567886732,
    box=(-10.0, 10.0),
    tags=("nonconvex", "nonsmooth", "multimodal", "unbounded"),
    source="Mishra 2006, Holder table function; scipy go_benchmark HolderTable",
)
def holder_table(x):
    """The Hölder table is a table on four legs, with one pit near each corner of the box.

    f = −|sin x₁ cos x₂| exp |1 − r / π|, with r = |x|

    Outside the box there are more pits, which become deeper and deeper. The kinks are ridges where sin x₁ or cos x₂
    is 0, and on the circle r = π. On a kink JAX gives the slope of one side; where r = 0, the gradient of r is
    taken as 0.
    """
    squares = jnp.sum(x * x, axis=0)
    away = squares > 0.0
    r = jnp.where(away, jnp.sqrt(jnp.where(away, squares, 1.0)), 0.0)
    return -jnp.abs(sin(x[0]) * cos(x[1])) * jnp.exp(jnp.abs(1.0 - r / math.pi))

"""Salomon's function."""

import math

from jax import numpy as jnp

from gdbench.problems.trigonometry import sin
from gdbench.registry import problem
from gdbench.types import scalable


@problem(
    dims=scalable(5),
    start=10.0,
    minimiser=0.0,
    minimum=0.0,
    box=(-100.0, 100.0),
    tags=("nonconvex", "nonsmooth", "multimodal"),
    source="Salomon 1996, BioSystems 39:263; scipy go_benchmark Salomon",
)
def salomon(x):
    """Salomon's function has concentric ditches that deepen towards the centre: f = 1 − cos 2πr + 0.1r, with r = |x|.

    Every ditch is a whole sphere of local minima. The bottom, x = 0, is a cone; the code gives the gradient 0 there.
    """
    squares = jnp.sum(x * x, axis=0)
    # √ has no derivative at 0, so both branches of the outer choice need safe arguments to make the gradient 0.
    away = squares > 0.0
    r = jnp.where(away, jnp.sqrt(jnp.where(away, squares, 1.0)), 0.0)
    return 2.0 * sin(math.pi * r) ** 2 + 0.1 * r

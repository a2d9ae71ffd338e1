"""The cliff."""

import math

from jax import numpy as jnp

from gdbench.registry import problem


@problem(
    dims=2,
    start=(0.0, -1.0),
    minimiser=(3.0, 3.0 + math.log(20.0) / 20.0),
    minimum=(1.0 + math.log(20.0)) / 20.0,
    tags=("convex", "smooth", "ill-conditioned", "overflow"),
    min_dtype="float64",  # exp(20 d) overflows float32 for d > 4.4
    source="CUTEst CLIFF; Buckley 1989, Dalhousie TR 1989CS-3, problem 206",
)
def cliff(x):
    """The cliff is a gentle slope that ends at an exponential wall: f = ((x₁ − 3) / 100)² − d + exp(20 d), d = x₁ − x₂.

    The start is high on the wall, at f = 4.85·10⁸. Newton's method reduces d by 1/20 per step; gradient steps are
    too long there or too short below.
    """
    d = x[0] - x[1]
    return ((x[0] - 3.0) / 100.0) ** 2 - d + jnp.exp(20.0 * d)

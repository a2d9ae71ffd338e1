"""Powell's singular function, extended to many blocks of four."""

import math

import numpy as np
from jax import numpy as jnp

from gdbench.registry import problem
from gdbench.types import scalable


@problem(
    dims=scalable(12, at_least=4, multiple_of=4),
    start=lambda n: np.tile([3.0, -1.0, 0.0, 1.0], n // 4),
    minimiser=0.0,
    minimum=0.0,
    residuals=True,
    tags=("convex", "smooth", "degenerate"),
    source="Moré, Garbow & Hillstrom 1981, TOMS 7:17, problem 22; Spedicato 1975",
)
def mgh22_ext_powell12(x):
    """The extended Powell function repeats the singular function for n/4 blocks (a, b, c, d) of coordinates: f = Σ rᵢ².

    Each block has the residuals a + 10b, √5 (c − d), (b − 2c)² and √10 (a − d)². f is convex, but half of the
    curvatures vanish at the minimiser, so convergence is slow in the end.
    """
    a, b, c, d = x[0::4], x[1::4], x[2::4], x[3::4]
    squares = [a + 10.0 * b, math.sqrt(5.0) * (c - d)]
    fourth_powers = [(b - 2.0 * c) ** 2, math.sqrt(10.0) * (a - d) ** 2]
    return jnp.concatenate(squares + fourth_powers)

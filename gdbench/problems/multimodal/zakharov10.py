"""Zakharov's function."""

import numpy as np
from jax import numpy as jnp

from gdbench.problems.coordinates import along
from gdbench.registry import problem
from gdbench.types import scalable


@problem(
    dims=scalable(10, at_least=2, at_most=10_000),  # In higher dimensions, u⁴ overflows float32 inside the box.
    start=5.0,
    minimiser=0.0,
    minimum=0.0,
    box=(-5.0, 10.0),
    tags=("convex", "strongly-convex", "smooth"),
    strong_convexity=2.0,
    source="Zakharov, in Jamil & Yang 2013, IJMMNO 4:150; scipy go_benchmark Zacharov",
)
def zakharov10(x):
    """Zakharov's function is a bowl with one direction that is far too steep: f = Σ xᵢ² + u² + u⁴, with u = ½ Σ i xᵢ.

    The function is convex and has a single minimum, although lists of multimodal functions include it. The gradient
    at the start is 10⁸, but the curvatures at the minimiser lie between 2 and 194.5.
    """
    u = 0.5 * jnp.sum(along(x, np.arange(1, x.shape[0] + 1)) * x, axis=0)
    return jnp.sum(x * x, axis=0) + u**2 + u**4

"""The sum of weighted squares."""

import numpy as np
from jax import numpy as jnp

from gdbench.problems.coordinates import along
from gdbench.registry import problem
from gdbench.types import scalable


@problem(
    dims=scalable(10),
    start=5.0,
    minimiser=0.0,
    minimum=0.0,
    box=(-10.0, 10.0),
    tags=("convex", "strongly-convex", "smooth", "separable", "quadratic"),
    lipschitz=lambda n: 2.0 * n,
    strong_convexity=2.0,
    source="Surjanovic & Bingham, Virtual Library of Simulation Experiments, Sum Squares",
)
def sum_squares(x):
    """The sum of weighted squares has evenly growing curvatures, so that κ = n: f = Σ i xᵢ²."""
    return jnp.sum(along(x, np.arange(1, x.shape[0] + 1)) * x * x, axis=0)

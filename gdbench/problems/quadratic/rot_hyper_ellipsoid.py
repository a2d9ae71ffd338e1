"""The rotated hyper-ellipsoid, which is not rotated."""

import numpy as np
from jax import numpy as jnp

from gdbench.problems.coordinates import along
from gdbench.registry import problem
from gdbench.types import scalable


@problem(
    dims=scalable(10),
    start=20.0,
    minimiser=0.0,
    minimum=0.0,
    box=(-65.536, 65.536),
    tags=("convex", "strongly-convex", "smooth", "separable", "quadratic"),
    lipschitz=lambda n: 2.0 * n,
    strong_convexity=2.0,
    source="Surjanovic & Bingham, Virtual Library of Simulation Experiments, Rotated Hyper-Ellipsoid",
)
def rot_hyper_ellipsoid(x):
    """The rotated hyper-ellipsoid is not rotated but is the sum of squares with reversed weights.

    f = Σᵢ Σ_{j≤i} xⱼ²
    """
    return jnp.sum(along(x, np.arange(x.shape[0], 0, -1)) * x * x, axis=0)

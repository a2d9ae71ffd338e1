"""Oren's power function."""

import numpy as np
from jax import numpy as jnp

from gdbench.problems.coordinates import along
from gdbench.registry import problem
from gdbench.types import scalable


@problem(
    dims=scalable(10),
    start=1.0,
    minimiser=0.0,
    minimum=0.0,
    tags=("convex", "smooth", "degenerate"),
    source="Oren 1974, Manage. Sci. 20:863; CUTEst POWER",
)
def power_fn(x):
    """Oren's power function is a squared quadratic with κ = n, so its curvature vanishes at the minimiser.

    f = (Σ i xᵢ²)²
    """
    return jnp.sum(along(x, np.arange(1, x.shape[0] + 1)) * x * x, axis=0) ** 2

"""The variably dimensioned function."""

import numpy as np
from jax import numpy as jnp

from gdbench.problems.coordinates import along
from gdbench.registry import problem
from gdbench.types import scalable


@problem(
    dims=scalable(10, at_least=2),
    start=lambda n: 1.0 - np.arange(1, n + 1) / n,
    minimiser=1.0,
    minimum=0.0,
    residuals=True,
    tags=("convex", "strongly-convex", "smooth", "ill-conditioned"),
    strong_convexity=2.0,
    source="Moré, Garbow & Hillstrom 1981, TOMS 7:17, problem 25",
)
def mgh25_variably_dim10(x):
    """The variably dimensioned function is a sphere with one direction that rises as a fourth power.

    f = Σ rᵢ², with s = Σ j (xⱼ − 1)

    rᵢ = xᵢ − 1 for i ≤ n, rₙ₊₁ = s, rₙ₊₂ = s².
    """
    away = x - 1.0
    s = jnp.sum(along(x, np.arange(1, x.shape[0] + 1)) * away, axis=0)
    return jnp.concatenate([away, jnp.stack([s, s * s])])

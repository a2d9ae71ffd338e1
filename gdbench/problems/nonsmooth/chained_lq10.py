"""The chained LQ function."""

import math

from jax import numpy as jnp

from gdbench.registry import problem
from gdbench.types import scalable


@problem(
    dims=scalable(10, at_least=2),
    start=-0.5,
    minimiser=math.sqrt(0.5),
    minimum=lambda n: -(n - 1) * math.sqrt(2.0),
    tags=("convex", "nonsmooth"),
    source="Haarala, Miettinen & Mäkelä 2004, Optim. Methods Softw. 19:673, problem 3",
)
def chained_lq10(x):
    """The chained LQ function is a linear slope cut by unit circles between neighbours: f = Σ_{i<n} max(lᵢ, lᵢ + qᵢ).

    lᵢ = −xᵢ − xᵢ₊₁, qᵢ = xᵢ² + xᵢ₊₁² − 1. Where qᵢ = 0, JAX gives the subgradient ∇lᵢ + ½∇qᵢ.
    """
    first, second = x[:-1], x[1:]
    return jnp.sum(-first - second + jnp.maximum(0.0, first**2 + second**2 - 1.0), axis=0)

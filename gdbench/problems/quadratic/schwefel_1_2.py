"""Schwefel's double sum."""

import math

from jax import numpy as jnp

from gdbench.registry import problem
from gdbench.types import scalable


@problem(
    dims=scalable(10),
    start=50.0,
    minimiser=0.0,
    minimum=0.0,
    box=(-100.0, 100.0),
    tags=("convex", "strongly-convex", "smooth", "ill-conditioned", "quadratic"),
    # The inverse of the Hessian is tridiagonal, so the spectrum is known: 1 / (2 sin²((2k−1)π / (4n+2))).
    lipschitz=lambda n: 0.5 / math.sin(math.pi / (4 * n + 2)) ** 2,
    strong_convexity=lambda n: 0.5 / math.cos(math.pi / (2 * n + 1)) ** 2,
    source="Schwefel 1981, Numerical Optimization of Computer Models, 1.2; go_benchmark Schwefel02",
)
def schwefel_1_2(x):
    """Schwefel's double sum couples every coordinate to all that follow it: f = Σᵢ (Σ_{j≤i} xⱼ)²."""
    return jnp.sum(jnp.cumsum(x, axis=0) ** 2, axis=0)

"""A diagonal quadratic in overlapping groups."""

from jax import numpy as jnp

from gdbench.registry import problem
from gdbench.types import scalable


@problem(
    dims=scalable(50, at_least=5),
    start=3.0,
    minimiser=0.0,
    minimum=0.0,
    tags=("convex", "strongly-convex", "smooth", "ill-conditioned", "separable", "quadratic"),
    lipschitz=402.0,
    strong_convexity=2.0,
    source="Toint 1983, Test Problems for Partially Separable Optimization, 22; CUTEst DQDRTIC",
)
def dqdrtic(x):
    """The diagonal quadratic has equal curvatures except at its ends: f = Σ_{i≤n−2} (xᵢ² + 100 xᵢ₊₁² + 100 xᵢ₊₂²).

    The Hessian is diagonal, with entries of 402 inside and 2 for x₁.
    """
    squares = x * x
    return jnp.sum(squares[:-2] + 100.0 * squares[1:-1] + 100.0 * squares[2:], axis=0)

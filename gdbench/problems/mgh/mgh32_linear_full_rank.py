"""The linear function of full rank."""

from jax import numpy as jnp

from gdbench.registry import problem
from gdbench.types import scalable


@problem(
    dims=scalable(10, at_least=2),
    start=1.0,
    minimiser=-1.0,
    minimum=lambda n: n,
    residuals=True,
    tags=("convex", "strongly-convex", "smooth", "separable", "quadratic"),
    lipschitz=2.0,
    strong_convexity=2.0,
    source="Moré, Garbow & Hillstrom 1981, TOMS 7:17, problem 32 with m = 2n",
)
def mgh32_linear_full_rank(x):
    """The linear function of full rank is a sphere with n equations too many to satisfy: f = Σ rᵢ² = n + Σ (xᵢ + 1)².

    rᵢ = xᵢ − s for i ≤ n and rᵢ = −s for n < i ≤ m = 2n, with s = 1 + (2/m) Σ xⱼ. A single gradient step with
    learning rate ½ solves the problem.
    """
    s = jnp.mean(x, axis=0, keepdims=True) + 1.0
    return jnp.concatenate([x - s, jnp.broadcast_to(-s, x.shape)])

"""The sphere."""

from jax import numpy as jnp

from gdbench.registry import problem
from gdbench.types import scalable


@problem(
    dims=scalable(10),
    start=3.0,
    minimiser=0.0,
    minimum=0.0,
    box=(-5.12, 5.12),
    tags=("convex", "strongly-convex", "smooth", "separable", "quadratic"),
    lipschitz=2.0,
    strong_convexity=2.0,
    source="De Jong 1975; scipy go_benchmark Sphere",
)
def sphere(x):
    """The sphere is the easiest quadratic: f = Σ xᵢ²."""
    return jnp.sum(x * x, axis=0)

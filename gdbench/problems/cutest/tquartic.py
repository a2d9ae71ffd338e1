"""Toint's quartic."""

from jax import numpy as jnp

from gdbench.registry import problem
from gdbench.types import scalable


@problem(
    dims=scalable(10, at_least=2),
    start=0.1,
    minimiser=1.0,
    minimum=0.0,
    residuals=True,
    tags=("nonconvex", "smooth", "valley", "ill-conditioned"),
    source="CUTEst TQUARTIC; Toint 1989, private communication",
)
def tquartic(x):
    """Toint's quartic makes all coordinates grow together with the first: f = (x₁ − 1)² + Σ_{i≥2} (x₁² − xᵢ²)².

    Each of x₂, …, xₙ may be 1 or −1 at a minimum. Because the start has xᵢ = x₁, only x₁ has a nonzero gradient
    there.
    """
    return jnp.concatenate([x[:1] - 1.0, x[:1] ** 2 - x[1:] ** 2])

"""The first of the examples of Dennis and Schnabel."""

from jax import numpy as jnp

from gdbench.registry import problem


@problem(
    dims=2,
    start=1.0,
    minimiser=0.0,
    minimum=0.0,
    residuals=True,
    tags=("nonconvex", "smooth"),
    source="CUTEst DENSCHNA; Dennis & Schnabel 1983, Numerical Methods for Unconstrained Optimization, p. 206",
)
def denschna(x):
    """The first example of Dennis and Schnabel is a small and easy sum of squares.

    f = x₁⁴ + (x₁ + x₂)² + (exp(x₂) − 1)²
    """
    return jnp.stack([x[0] ** 2, x[0] + x[1], jnp.expm1(x[1])])

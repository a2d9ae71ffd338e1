"""The chain of Rosenbrock's valleys, which two problems share with different starting points."""

from jax import numpy as jnp


def rosenbrock_chain(x):
    """Return the residuals 10 (xᵢ₊₁ − xᵢ²) and 1 − xᵢ for i < n, ``[2n − 2, *runs]``."""
    return jnp.concatenate([10.0 * (x[1:] - x[:-1] ** 2), 1.0 - x[:-1]])

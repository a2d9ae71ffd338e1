"""The formula of both Hartmann functions."""

from jax import numpy as jnp

from gdbench.problems.coordinates import along

WEIGHTS = (1.0, 1.2, 3.0, 3.2)


def hartmann(x, sharpness, centres):
    """Return −Σ cᵢ exp(−Σ aᵢⱼ (xⱼ − pᵢⱼ)²) for four rows of a (``sharpness``) and p (``centres``)."""
    total = 0.0
    for weight, row, centre in zip(WEIGHTS, sharpness, centres, strict=True):
        total -= weight * jnp.exp(-jnp.sum(along(x, row) * (x - along(x, centre)) ** 2, axis=0))
    return total

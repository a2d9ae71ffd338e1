"""Factored mean squares of a matrix: one number per row and one number per column."""

from jax import lax
from jax import numpy as jnp

from gdbench.variants.matrix._sizes import root_mean_square


def averaged(mean, new, share):
    """Return the running mean, moved toward ``new`` by the given share."""
    return (1.0 - share) * mean + share * new


def averaged_sides(sides, squares, share):
    """Return the running means of rows and columns, moved toward the row and column means of ``squares``."""
    rows, columns = sides
    return averaged(rows, jnp.mean(squares, axis=1), share), averaged(columns, jnp.mean(squares, axis=0), share)


def inverse_root(sides):
    """Return the matrix (rᵢ / mean(r))^(−½) kⱼ^(−½) from means r of rows and k of columns."""
    rows, columns = map(positive, sides)
    return lax.rsqrt(rows / jnp.mean(rows))[:, None] * lax.rsqrt(columns)


def positive(squares):
    """Return mean squares raised to the smallest normal number, so that division by them is defined."""
    return jnp.maximum(squares, jnp.finfo(squares.dtype).tiny)


def clipped(u, threshold):
    """Return u / max(1, RMS(u) / threshold)."""
    return u / jnp.maximum(1.0, root_mean_square(u) / threshold)

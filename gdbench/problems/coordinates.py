"""Coefficients per coordinate for points of any number of runs, and maxima with safe gradients."""

from jax import lax
from jax import numpy as jnp


def along(x, values):
    """Return ``values`` (``[n]``) as ``[n, 1, …]`` with the rank and dtype of ``x`` (``[n, *runs]``)."""
    return jnp.asarray(values, x.dtype).reshape((-1,) + (1,) * (x.ndim - 1))


def largest(values):
    """Return the maximum over axis 0, whose gradient goes to the largest entry or equally to tied ones.

    JAX finds that entry by comparing for equality. XLA may compute the entries twice with different rounding and
    then find no equal entry; the barrier makes it compute them once.
    """
    return jnp.max(lax.optimization_barrier(values), axis=0)

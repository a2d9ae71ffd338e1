"""How a formula's coefficients, one per coordinate, meet points of any number of runs; and safe maxima."""

from jax import lax
from jax import numpy as jnp


def along(x, values):
    """Return ``values`` (``[n]``) as ``[n, 1, …]`` with the rank and dtype of ``x`` (``[n, *runs]``)."""
    return jnp.asarray(values, x.dtype).reshape((-1,) + (1,) * (x.ndim - 1))


def largest(values):
    """Return the maximum over axis 0; its gradient goes to the largest entry, in equal parts where several tie.

    JAX finds that entry by comparing for equality. XLA may compute the entries twice, rounded differently, and then
    finds none: the barrier has them computed once.
    """
    return jnp.max(lax.optimization_barrier(values), axis=0)

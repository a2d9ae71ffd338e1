"""How a formula's coefficients, one per coordinate, meet points of any number of runs."""

from jax import numpy as jnp


def along(x, values):
    """Return ``values`` (``[n]``) as ``[n, 1, …]`` with the rank and dtype of ``x`` (``[n, *runs]``)."""
    return jnp.asarray(values, x.dtype).reshape((-1,) + (1,) * (x.ndim - 1))

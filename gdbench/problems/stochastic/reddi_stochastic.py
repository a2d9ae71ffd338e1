"""Reddi, Kale and Kumar's trap for Adam, at random."""

import jax
from jax import numpy as jnp

from gdbench.problems import draws
from gdbench.problems.stochastic._online import descent, linear


@linear(
    slope=lambda t, key: jnp.where(jax.random.bernoulli(draws.at(key, t), 0.01), 1010.0, -10.0),
    mean=0.2,
    tags=("convex", "nonsmooth", "separable", "flat", "box-minimum", "noisy"),
    source="Reddi, Kale & Kumar 2018, https://openreview.net/forum?id=ryQu7f-RZ, section 5, stochastic setting",
)
def reddi_stochastic(x):
    """Reddi, Kale and Kumar's example has a slope of 1010 in one step of a hundred, else −10, and 0.2 on average.

    f = ⅕ Σ max(0, xᵢ + 1)

    Adam divides the rare large slope by its own size and therefore goes up. At −1 JAX gives half the slope.
    """
    return 0.2 * descent(x)

"""Karimireddy's first counterexample to sign descent."""

import jax
from jax import numpy as jnp

from gdbench.problems import draws
from gdbench.problems.stochastic._online import descent, linear


@linear(
    slope=lambda t, key: jnp.where(jax.random.bernoulli(draws.at(key, t), 0.25), 4.0, -1.0),
    mean=0.25,
    tags=("convex", "nonsmooth", "separable", "flat", "box-minimum", "noisy"),
    source="Karimireddy, Rebjock, Stich & Jaggi 2019, arXiv:1901.09847, counterexample 1",
)
def karimireddy_ce1(x):
    """Karimireddy's first example has a slope of 4 in one step of four, else −1, and ¼ on average.

    f = ¼ Σ max(0, xᵢ + 1)

    The slope is negative in most steps, so its sign leads uphill. At −1 JAX gives half the slope.
    """
    return 0.25 * descent(x)

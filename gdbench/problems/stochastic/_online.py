"""Linear functions on [−1, 1] that change from step to step: counterexamples for rules that use sizes or signs.

The sources project onto the interval. Here the function is level below −1, where the mean function has its minimum,
and continues to rise beyond 1, so a rule that stays at 1 in the source moves on here.
"""

import jax
from jax import numpy as jnp

from gdbench.registry import problem
from gdbench.types import scalable


def descent(x):
    """Return Σ max(0, xᵢ + 1)."""
    return jnp.sum(jnp.maximum(0.0, x + 1.0), axis=0)


def linear(slope, mean, **facts):
    """Declare a function that is ``mean`` times `descent` and in step t has ``slope(t, key)`` times its gradient."""

    def oracle(t, x, key):
        value, gradient = jax.value_and_grad(descent)(x)
        return mean * value, gradient * jnp.asarray(slope(t, key), x.dtype)

    return problem(
        dims=scalable(1),
        start=0.0,
        minimiser=-1.0,
        minimum=0.0,
        offset=lambda n: -mean * n,
        box=(-1.0, 1.0),
        oracle=oracle,
        **facts,
    )

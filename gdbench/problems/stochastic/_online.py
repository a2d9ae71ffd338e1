"""Linear functions, another one in each step, on [−1, 1]: counterexamples for rules that look at sizes or signs.

The sources project onto the interval. Here it is level below −1, where the mean function has its minimum, and goes on
uphill beyond 1: a rule that the source sees stuck at 1 is seen to leave.
"""

import jax
from jax import numpy as jnp

from gdbench.registry import problem
from gdbench.types import scalable


def descent(x):
    """Return Σ max(0, xᵢ + 1)."""
    return jnp.sum(jnp.maximum(0.0, x + 1.0), axis=0)


def linear(slope, mean, **facts):
    """Declare the function below, ``mean`` times the descent; in step t a run meets ``slope(t, key)`` times it."""

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

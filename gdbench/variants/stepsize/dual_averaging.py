"""Dual averaging."""

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import log


def start(x, hp):
    """Return the starting point and a zero sum of gradients."""
    del hp
    return x, jnp.zeros_like(x)


@variant(
    slots=("origin", "sum_of_gradients"),
    hyperparameters={"learning_rate": log(1e-1, 1e-8, 1e2, tuned=True)},
    source="Nesterov 2009, doi:10.1007/s10107-007-0149-x, simple averages; Xiao 2010, JMLR 11:2543, algorithm 1",
    start=start,
    symmetries={"rotation": {}, "sign": {}},
)
def dual_averaging(t, g, x, slots, hp):
    """Steps from the starting point along the negative sum of all gradients, with equal weight on each.

    z ← z + g,  x ← x₀ − (η / √t) z

    where η is ``learning_rate``.
    """
    origin, z = slots
    z = z + g
    return origin - hp.learning_rate / jnp.sqrt(jnp.asarray(t, x.dtype)) * z - x, (origin, z)

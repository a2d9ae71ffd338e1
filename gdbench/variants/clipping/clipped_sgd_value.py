"""Gradient descent with each coordinate of the gradient clipped."""

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import SpecialCase, log


@variant(
    hyperparameters={
        "learning_rate": log(1e-2, 1e-8, 1e2, tuned=True),
        "max_delta": log(1.0, 1e-2, 1e2),
    },
    source="Mikolov 2012, PhD thesis, Brno University of Technology",
    special_cases=(SpecialCase("sgd", here={"max_delta": 1e12}),),
    symmetries={"sign": {}},
)
def clipped_sgd_value(t, g, x, slots, hp):
    """Steps along the negative gradient with each coordinate clipped to a limit.

    x ← x − η min(c, max(−c, g))

    where η is ``learning_rate`` and c is ``max_delta``.
    """
    del t, x
    return -hp.learning_rate * jnp.minimum(hp.max_delta, jnp.maximum(-hp.max_delta, g)), slots

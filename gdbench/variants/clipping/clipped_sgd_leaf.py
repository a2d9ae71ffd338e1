"""Gradient descent with the gradient of each layer clipped by its norm."""

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import SpecialCase, log
from gdbench.variants._maths import norm


@variant(
    hyperparameters={
        "learning_rate": log(1e-2, 1e-8, 1e2, tuned=True),
        "max_norm": log(1.0, 1e-2, 1e2),
    },
    source="Pascanu, Mikolov & Bengio 2013, arXiv:1211.5063, algorithm 1, layer by layer",
    over="leaf",
    special_cases=(SpecialCase("sgd", here={"max_norm": 1e12}),),
    symmetries={"sign": {}},
)
def clipped_sgd_leaf(t, g, x, slots, hp):
    """Steps along the negative gradient, shortened in each layer where its norm exceeds a limit.

    x ← x − η g · min(1, c / ‖g‖)

    where η is ``learning_rate``, c is ``max_norm`` and ‖g‖ is the norm over one leaf.
    """
    del t, x
    length = norm(g)
    clipped = hp.max_norm * (g / jnp.maximum(length, hp.max_norm))
    return -hp.learning_rate * jnp.where(length > hp.max_norm, clipped, g), slots

"""Fromage: Frobenius-matched gradient descent."""

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import Reference, log
from gdbench.variants._maths import norm


@variant(
    hyperparameters={
        "learning_rate": log(1e-2, 1e-5, 1e3, tuned=True),
        "min_norm": log(1e-6, 1e-12, 1e-2),
    },
    source="Bernstein, Vahdat, Yue & Liu 2020, arXiv:2002.03432, algorithm 1",
    over="leaf",
    reference=Reference("optax:fromage"),
    symmetries={"scale": {"min_norm": 0.0}, "sign": {}},
)
def fromage(t, g, x, slots, hp):
    """Takes a step in proportion to each layer's norm, then shrinks the layer so that stepping does not make it grow.

    x ← (x − η g · max(‖x‖, m) / max(‖g‖, m)) / √(1 + η²)

    where η is ``learning_rate`` and m is ``min_norm``; norms are over one leaf.
    """
    del t
    root = jnp.sqrt(1.0 + hp.learning_rate**2)
    length = jnp.maximum(norm(g), hp.min_norm)
    ratio = jnp.maximum(norm(x), hp.min_norm) / jnp.where(length > 0, length, 1.0)
    shrinking = -(hp.learning_rate**2) / (root * (1.0 + root))  # equals 1 / root − 1, but without cancellation
    return shrinking * x - (hp.learning_rate / root) * (ratio * g), slots

"""SVRG: stochastic variance-reduced gradient."""

from typing import Any, NamedTuple

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import log, static


class State(NamedTuple):
    """The last snapshot and the gradient of all examples at it."""

    snapshot: Any  # [n]
    mean: Any  # [n]


def init(x, oracle, hp, key):
    """Return a placeholder for the snapshot, which the first step takes."""
    del oracle, hp, key
    return State(x, jnp.zeros_like(x))


@variant(
    hyperparameters={
        "learning_rate": log(0.1, 1e-8, 1e2, tuned=True),
        "period": static(50, tried=(5,)),
    },
    source="Johnson & Zhang 2013, NeurIPS, option I",
    init=init,
    needs={"finite_sum"},
    charges=lambda t, hp, share: {"gradients": 2 + share * ((t - 1) % hp.period == 0)} if t else {},
)
def svrg(t, x, state, oracle, hp, key):
    """Corrects each batch gradient by its error at a snapshot, where the full gradient is known.

    every k steps:  x̃ ← x, g̃ ← ∇f(x̃);  then  x ← x − η (∇fᵢ(x) − ∇fᵢ(x̃) + g̃)

    where η is ``learning_rate``, k is ``period``, fᵢ is the mean over this step's batch and f is the mean over
    all examples. A step costs two gradients of the batch, and a snapshot costs one gradient of all examples.
    """
    del key
    snapshot, mean = oracle.cond((t - 1) % hp.period == 0, lambda: State(x, oracle.gradient(x)), lambda: state)
    corrected = oracle.gradient(x, batch=oracle.batch) - oracle.gradient(snapshot, batch=oracle.batch) + mean
    return x - hp.learning_rate * corrected, State(snapshot, mean)

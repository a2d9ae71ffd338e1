"""SGD-HD: gradient descent on the learning rate of gradient descent."""

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import SpecialCase, log


def start(x, hp):
    """Return a zero gradient and the learning rate."""
    return jnp.zeros_like(x), jnp.zeros_like(x[:1]) + hp.learning_rate


@variant(
    slots=("last_gradient", "rate"),
    hyperparameters={
        "learning_rate": log(1e-2, 1e-8, 1e2, tuned=True),
        "hyper_rate": log(1e-3, 1e-8, 1.0),
    },
    source="Baydin et al. 2018, arXiv:1703.04782, algorithm 4",
    over="all",
    start=start,
    special_cases=(SpecialCase("sgd", here={"hyper_rate": 0.0}),),
    symmetries={"rotation": {}, "sign": {}},
)
def hypergradient_sgd(t, g, x, slots, hp):
    """Raises the learning rate of gradient descent while successive gradients agree, and lowers it otherwise.

    η ← η + β gᵀ g₋,  x ← x − η g

    where η starts at ``learning_rate``, β is ``hyper_rate`` and the product is over all parameters; −gᵀ g₋ is
    the derivative of the loss by the last learning rate. η does not change at t = 1, and it can become
    negative.
    """
    del t, x
    last, rate = slots
    rate = rate + hp.hyper_rate * jnp.sum(g * last, axis=0, keepdims=True)
    return -rate * g, (g, rate)

"""AdaGrad-Norm."""

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import linear, log
from gdbench.variants._maths import norm


def start(x, hp):
    """Return the root of the sum of squares before the first step."""
    return (jnp.zeros_like(x[:1]) + hp.initial,)


@variant(
    slots=("root_of_squares",),
    hyperparameters={
        "learning_rate": log(1e-1, 1e-5, 1e3, tuned=True),
        "initial": linear(0.0, 0.0, 10.0),
        "eps": log(1e-7, 1e-12, 1e-2),
    },
    source="Streeter & McMahan 2010, arXiv:1002.4862; Ward, Wu & Bottou 2018, arXiv:1806.01811, algorithm 1",
    over="all",
    start=start,
    symmetries={"scale": {"eps": 0.0}, "rotation": {}, "sign": {}},
)
def adagrad_norm(t, g, x, slots, hp):
    """Divides the gradient by the root of all squared gradient norms so far, one number for all coordinates.

    s ← s + ‖g‖²,  x ← x − η g / (√(b² + s) + ε)

    where η is ``learning_rate``, b is ``initial`` and ε is ``eps``; norms are over all parameters. The state
    holds √(b² + s) because s itself may overflow or underflow.
    """
    del t, x
    (root,) = slots
    root = jnp.hypot(root, norm(g))
    return -hp.learning_rate * (g / (root + hp.eps)), (root,)

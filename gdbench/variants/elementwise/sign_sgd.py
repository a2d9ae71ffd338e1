"""Sign descent."""

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import Reference, log


@variant(
    hyperparameters={"learning_rate": log(1e-4, 1e-5, 1e3, tuned=True)},
    source="Bernstein et al. 2018, arXiv:1802.04434, algorithm 1",
    reference=Reference("optax:sign_sgd"),
    symmetries={"scale": {}, "sign": {}},
)
def sign_sgd(t, g, x, slots, hp):
    """Steps by the same length in every coordinate, against the sign of the gradient.

    x ← x − η sign(g)

    where η is ``learning_rate``. A coordinate whose gradient is zero does not move.
    """
    del t, x
    return -hp.learning_rate * jnp.sign(g), slots

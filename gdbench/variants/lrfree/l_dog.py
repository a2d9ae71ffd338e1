"""L-DoG: layer-wise distance over gradients."""

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import log
from gdbench.variants._maths import norm
from gdbench.variants.lrfree._distance import start


@variant(
    slots=("origin", "distance", "root_of_squares"),
    hyperparameters={
        "learning_rate": log(1.0, 1e-2, 1e3, tuned=True),
        "reps_rel": log(1e-6, 1e-10, 1e-2),
        "eps": log(1e-8, 1e-12, 1e-4),
    },
    source="Ivgi, Hinder & Carmon 2023, arXiv:2302.12022, its layer-wise form L-DoG",
    over="leaf",
    start=start,
    symmetries={"scale": {"eps": 0.0}, "sign": {}},
)
def l_dog(t, g, x, slots, hp):
    """Sets each layer's step length to its distance from the start over the root of its squared gradient norms' sum.

    r ← max(r, ‖x − x₀‖),  G ← G + ‖g‖²,  x ← x − η r g / √(G + ε)

    where η is ``learning_rate``, ε is ``eps`` and r starts at ρ (1 + ‖x₀‖) with ρ = ``reps_rel``; norms are
    over one leaf. The state holds √G because G itself may overflow or underflow.
    """
    del t
    origin, r, root = slots
    r = jnp.maximum(r, norm(x - origin))
    root = jnp.hypot(root, norm(g))
    return -hp.learning_rate * (r * (g / jnp.hypot(root, jnp.sqrt(hp.eps)))), (origin, r, root)

"""DoG: distance over gradients."""

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import Reference, log
from gdbench.variants.clipping.clipped_sgd import norm


def start(x, hp):
    """Return the starting point, a small first distance, and a zero sum of gradients."""
    return x, hp.reps_rel * (1.0 + norm(x)) * jnp.ones_like(x[:1]), jnp.zeros_like(x[:1])


@variant(
    slots=("origin", "distance", "root_of_squares"),
    hyperparameters={
        "learning_rate": log(1.0, 1e-2, 10.0, tuned=True),
        "reps_rel": log(1e-6, 1e-8, 1e-2),
        "eps": log(1e-8, 1e-12, 1e-4),
    },
    source="Ivgi, Hinder & Carmon 2023, arXiv:2302.12022, the rule DoG",
    over="all",
    start=start,
    reference=Reference("optax:dog", settings={"init_step": ("heuristic", 1e-6)}, own={"reps_rel": 1e-6}),
    symmetries={"scale": {"eps": 0.0}, "rotation": {}, "sign": {}},
)
def dog(t, g, x, slots, hp):
    """Sets the step length to the distance from the start over the root of the sum of squared gradient norms.

    r ← max(r, ‖x − x₀‖),  G ← G + ‖g‖²,  x ← x − η r g / √(G + ε)

    where η is ``learning_rate``, ε is ``eps`` and r starts at ρ (1 + ‖x₀‖) with ρ = ``reps_rel``; norms are
    over all parameters. The state holds √G because G itself may overflow or underflow. The answer is the last
    point; the paper also averages.
    """
    del t
    origin, r, root = slots
    r = jnp.maximum(r, norm(x - origin))
    root = jnp.hypot(root, norm(g))
    return -hp.learning_rate * (r * (g / jnp.hypot(root, jnp.sqrt(hp.eps)))), (origin, r, root)


def bounded(distance):
    """Return an estimate, at most the fourth root of the largest number.

    On a slope without end some estimates double every few steps for ever: their squares must not overflow.
    """
    return jnp.minimum(distance, jnp.finfo(distance.dtype).max ** 0.25)

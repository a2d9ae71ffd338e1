"""DoWG: distance over weighted gradients."""

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import Reference, log
from gdbench.variants._maths import bounded, norm


def start(x, hp):
    """Return the starting point, the first distance √ε, and a zero sum of gradients."""
    return x, jnp.sqrt(hp.eps) * jnp.ones_like(x[:1]), jnp.zeros_like(x[:1])


@variant(
    slots=("origin", "distance", "root_of_squares"),
    hyperparameters={
        "learning_rate": log(1.0, 1e-2, 1e3, tuned=True),
        "eps": log(1e-4, 1e-8, 1.0),
    },
    source="Khaled, Mishchenko & Jin 2023, arXiv:2305.16284, algorithm 1",
    over="all",
    start=start,
    reference=Reference("optax:dowg"),
    symmetries={"rotation": {}, "sign": {}},
)
def dowg(t, g, x, slots, hp):
    """Steps as DoG does, with each past gradient weighted by the distance from the start at its step.

    R ← max(R, ‖x − x₀‖²),  v ← v + R ‖g‖²,  x ← x − η R g / (√v + ε)

    where η is ``learning_rate`` and ε is ``eps``, which is also the first value of R; norms are over all
    parameters. The state holds √R (see `bounded`) and √v because v itself may overflow or underflow.
    """
    del t
    origin, r, root = slots
    r = bounded(jnp.maximum(r, norm(x - origin)))
    root = jnp.hypot(root, r * norm(g))
    return -hp.learning_rate * (r * r * (g / (root + hp.eps))), (origin, r, root)

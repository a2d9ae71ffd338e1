"""Delayed gradients, as from asynchronous workers."""

import math

from jax import numpy as jnp

from gdbench.registry import wrapper
from gdbench.types import static


def start(x, hp):
    """Return zeros for the gradients that have not arrived yet."""
    return (jnp.zeros_like(x),) * hp.delay


@wrapper(
    base="sgd",
    hyperparameters={"delay": static(3)},
    source="Agarwal & Duchi 2011, arXiv:1104.5525, section 3; its edge: Levin & May 1976, Theor. Popul. Biol. 9, 178",
    start=start,
    symmetries={"rotation": {}, "sign": {}},
    stability_edge=lambda hp: 2.0 * math.sin(math.pi / (4 * hp["delay"] + 2)),
)
def delayed(t, g, x, slots, hp, inner):
    """Gives another rule gradients that were computed some steps ago.

    x ← x + s(gₜ₋τ),  g = 0 before there is one

    where s is the step of the wrapped rule with its ``learning_rate`` and τ is ``delay``. The wrapper models a
    parameter server whose workers all need τ steps for a gradient.
    """
    del hp
    queue = (*slots, g)
    return inner(t, queue[0], x), queue[1:]

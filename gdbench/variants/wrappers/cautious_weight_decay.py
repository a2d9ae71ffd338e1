"""Cautious weight decay."""

from jax import numpy as jnp

from gdbench.registry import wrapper
from gdbench.types import SpecialCase, log


@wrapper(
    base="adam",
    uses=("learning_rate",),
    hyperparameters={"cautious_decay": log(1e-2, 1e-5, 1.0, tuned=True)},
    source="Chen et al. 2025, arXiv:2510.12402, algorithm 1",
    special_cases=(SpecialCase("adam", here={"cautious_decay": 0.0}),),
    symmetries={"scale": {"eps": 0.0}, "sign": {}},
)
def cautious_weight_decay(t, g, x, slots, hp, inner):
    """Pulls a parameter toward zero only where the step does not move it away from zero.

    x ← x + s − η λ x · φ,  φ = 1 where −s x ≥ 0, else 0

    where s is the step of the wrapped rule, η is its ``learning_rate`` and λ is ``cautious_decay``. A parameter
    that is zero or does not move has φ = 1.
    """
    step = inner(t, g, x)
    together = (jnp.sign(step) * jnp.sign(x) <= 0).astype(x.dtype)
    return step - hp.learning_rate * hp.cautious_decay * (x * together), slots

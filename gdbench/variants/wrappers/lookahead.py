"""Lookahead: slow weights that follow fast ones."""

from jax import numpy as jnp

from gdbench.registry import wrapper
from gdbench.types import SpecialCase, linear, static


def start(x, hp):
    """Return the starting point as the slow copy."""
    del hp
    return (x,)


def answer(t, x, slots, hp):
    """Return the slow copy."""
    del t, x, hp
    return slots[0]


@wrapper(
    base="adam",
    slots=("slow",),
    hyperparameters={
        "sync_period": static(6),
        "slow_step_size": linear(0.5, 0.1, 1.0, tuned=True),
    },
    source="Zhang et al. 2019, arXiv:1907.08610, algorithm 1",
    start=start,
    answer=answer,
    special_cases=(
        SpecialCase("adam", here={"slow_step_size": 1.0}),
        SpecialCase("adam", here={"sync_period": 1000}),
    ),
    symmetries={"scale": {"eps": 0.0}, "sign": {}},
)
def lookahead(t, g, x, slots, hp, inner):
    """Lets another rule run ahead, and every few steps returns to a point part of the way.

    x ← x + s;  every k steps:  φ ← φ + α (x − φ), x ← φ

    where s is the step of the wrapped rule, φ is the slow copy, which is the answer, k is ``sync_period`` and α
    is ``slow_step_size``. The wrapped rule keeps its state when x is set to φ.
    """
    (slow,) = slots
    step = inner(t, g, x)
    met = slow + hp.slow_step_size * (x + step - slow)
    synchronised = t % hp.sync_period == 0
    return jnp.where(synchronised, met - x, step), (jnp.where(synchronised, met, slow),)

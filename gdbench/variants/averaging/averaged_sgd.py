"""Polyak–Ruppert averaging."""

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import SpecialCase, linear, log


def start(x, hp):
    """Return the starting point as the first average."""
    del hp
    return (x,)


def answer(t, x, slots, hp):
    """Return the average."""
    del t, x, hp
    return slots[0]


@variant(
    slots=("average",),
    hyperparameters={
        "learning_rate": log(1e-2, 1e-8, 1e2, tuned=True),
        "start_step": linear(0.0, 0.0, 1e4),
    },
    source="Polyak & Juditsky 1992, doi:10.1137/0330046, equation 4; Ruppert 1988",
    start=start,
    answer=answer,
    special_cases=(SpecialCase("sgd"),),
    symmetries={"rotation": {}, "sign": {}},
    stability_edge=lambda hp: 2.0,
)
def averaged_sgd(t, g, x, slots, hp):
    """Runs gradient descent and answers with the mean of its points, in which noise averages out.

    x ← x − η g,  x̄ = the mean of x_s over T₀ < s ≤ t

    where η is ``learning_rate`` and T₀ is ``start_step``. While t ≤ T₀ the answer is x.
    """
    (average,) = slots
    step = -hp.learning_rate * g
    new = x + step
    averaged = jnp.maximum(t - jnp.floor(hp.start_step), 1.0)
    average = jnp.where(t > hp.start_step, average + (new - average) / averaged, new)
    return step, (average,)

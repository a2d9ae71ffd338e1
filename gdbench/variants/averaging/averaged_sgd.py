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
        "learning_rate": log(1e-2, 1e-6, 10.0, tuned=True),
        "start_step": linear(0.0, 0.0, 1e4),
        "decay": linear(0.0, 0.0, 1e-1),
        "power": linear(0.75, 0.0, 1.0),
    },
    source="Polyak & Juditsky 1992, doi:10.1137/0330046, equation 4; Ruppert 1988; decay: Bottou 2012",
    start=start,
    answer=answer,
    special_cases=(SpecialCase("sgd"),),
    symmetries={"rotation": {}, "sign": {}},
    stability_edge=lambda hp: 2.0,
)
def averaged_sgd(t, g, x, slots, hp):
    """Runs gradient descent and answers with the mean of its points, in which noise averages out.

    x ← x − η_t (g + λ x),  η_t = η / (1 + λ η (t − 1))^c,  x̄ = the mean of x_s over T₀ < s ≤ t

    where η is ``learning_rate`` and T₀ is ``start_step``. While t ≤ T₀ the answer is x. λ is ``decay``, which is 0
    in the papers, and c is ``power``: with λ > 0 the rule is that of Bottou (2012) and of torch's ASGD, which calls
    them lambd and alpha, and whose t0 is T₀ − 1.
    """
    (average,) = slots
    rate = hp.learning_rate * (1.0 + hp.decay * hp.learning_rate * (t - 1)) ** -hp.power
    step = -rate * (g + hp.decay * x)
    new = x + step
    averaged = jnp.maximum(t - jnp.floor(hp.start_step), 1.0)
    average = jnp.where(t > hp.start_step, average + (new - average) / averaged, new)
    return step, (average,)

"""Stochastic weight averaging."""

from jax import numpy as jnp

from gdbench.registry import wrapper
from gdbench.types import linear, static


def start(x, hp):
    """Return the average and the number of points in it, which is zero."""
    del hp
    return x, jnp.zeros_like(x[:1])


def answer(t, x, slots, hp):
    """Return the average, or the point while nothing has been averaged."""
    del t, hp
    average, count = slots
    return jnp.where(count > 0, average, x)


@wrapper(
    base="sgd",
    slots=("average", "count"),
    hyperparameters={
        "swa_start": linear(0.0, 0.0, 1e6),
        "swa_period": static(1),
    },
    source="Izmailov et al. 2018, arXiv:1803.05407, algorithm 1",
    start=start,
    answer=answer,
    symmetries={"rotation": {}, "sign": {}},
    stability_edge=lambda hp: 2.0,
)
def swa(t, g, x, slots, hp, inner):
    """Answers with the arithmetic mean of points from the late part of the run.

    x ← x + s;  at every c-th step t > t₀:  k ← k + 1,  x̄ ← x̄ + (x − x̄) / k

    where s is the step of the wrapped rule, whose ``learning_rate`` and iterates do not change, t₀ is
    ``swa_start`` and c is ``swa_period``. While k = 0 the answer is x. The paper's schedule belongs to the
    wrapped rule, as in ``swa(cyclical(sgd))``.
    """
    average, count = slots
    step = inner(t, g, x)
    chosen = (t > hp.swa_start) & (t % hp.swa_period == 0)
    count = jnp.where(chosen, count + 1.0, count)
    mean = average + (x + step - average) / jnp.maximum(count, 1.0)
    return step, (jnp.where(chosen, mean, average), count)

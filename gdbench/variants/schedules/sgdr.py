"""Cosine decay of the learning rate with warm restarts."""

from jax import numpy as jnp

from gdbench.registry import schedule
from gdbench.types import SpecialCase, linear, log, static
from gdbench.variants.schedules._curves import half_cosine


@schedule(
    hyperparameters={
        "cycles": static(4),
        "final_share": linear(0.0, 0.0, 1.0),
        "horizon": log(1000.0, 1.0, 1e7),
    },
    source="Loshchilov & Hutter 2016, arXiv:1608.03983, equation 5 with cycles of equal length",
    special_cases=(
        SpecialCase("cosine_decay", here={"cycles": 1}),
        SpecialCase("sgd", here={"final_share": 1.0}),
    ),
    symmetries={"rotation": {}, "sign": {}},
)
def sgdr(t, hp):
    """Lowers the learning rate along half a cosine repeatedly, each time from its full value.

    ηₜ = η (f + (1 − f) ½ (1 + cos(π q)))  with  q = K (t − 1) / T mod 1

    where η is the ``learning_rate`` of the wrapped rule, f is ``final_share``, K is ``cycles`` and T is ``horizon``,
    after which the end value f η is kept.
    """
    turn = hp.cycles * (t - 1) / hp.horizon
    share = jnp.where(t - 1 < hp.horizon, turn % 1.0, 1.0)
    return hp.final_share + (1.0 - hp.final_share) * half_cosine(share)

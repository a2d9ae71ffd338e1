"""Triangular cycles of the learning rate."""

from jax import numpy as jnp

from gdbench.registry import schedule
from gdbench.types import SpecialCase, linear, log, static


@schedule(
    hyperparameters={
        "low_share": linear(0.1, 0.0, 1.0),
        "cycles": static(4),
        "horizon": log(1000.0, 1.0, 1e7),
    },
    source="Smith 2015, arXiv:1506.01186, policy triangular",
    special_cases=(SpecialCase("sgd", here={"low_share": 1.0}),),
    symmetries={"rotation": {}, "sign": {}},
)
def cyclical(t, hp):
    """Moves the learning rate linearly up and down between a low value, where it starts, and its full value.

    ηₜ = η (l + (1 − l) (1 − |2q − 1|))  with  q = K (t − 1) / T mod 1

    where η is the ``learning_rate`` of the wrapped rule, l is ``low_share``, K is ``cycles`` and T is
    ``horizon``, after which the cycles continue.
    """
    share = hp.cycles * (t - 1) / hp.horizon % 1.0
    return hp.low_share + (1.0 - hp.low_share) * (1.0 - jnp.abs(2.0 * share - 1.0))

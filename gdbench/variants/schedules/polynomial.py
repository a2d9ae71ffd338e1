"""Polynomial decay of the learning rate."""

from jax import numpy as jnp

from gdbench.registry import schedule
from gdbench.types import SpecialCase, linear, log


@schedule(
    hyperparameters={
        "power": linear(1.0, 0.5, 3.0),
        "final_share": linear(0.0, 0.0, 1.0),
        "horizon": log(1000.0, 1.0, 1e7),
    },
    source="Chen et al. 2016, arXiv:1606.00915, the poly policy",
    special_cases=(SpecialCase("sgd", here={"final_share": 1.0}),),
    symmetries={"rotation": {}, "sign": {}},
)
def polynomial(t, hp):
    """Lowers the learning rate to its end value along a power of the remaining time, linearly if the power is 1.

    ηₜ = η (f + (1 − f) (1 − (t − 1) / T)ᵖ)

    where η is the ``learning_rate`` of the wrapped rule, f is ``final_share``, p is ``power`` and T is ``horizon``,
    after which the end value f η is kept.
    """
    left = jnp.maximum(1.0 - (t - 1) / hp.horizon, 0.0)
    return hp.final_share + (1.0 - hp.final_share) * left**hp.power

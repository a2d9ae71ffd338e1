"""Step decay of the learning rate."""

from jax import numpy as jnp

from gdbench.registry import schedule
from gdbench.types import SpecialCase, linear, log


@schedule(
    hyperparameters={
        "drop": linear(0.1, 0.01, 0.9),
        "every_share": linear(0.333, 0.05, 1.0),
        "horizon": log(1000.0, 1.0, 1e7),
    },
    source="He et al. 2015, arXiv:1512.03385, section 4.2",
    special_cases=(SpecialCase("sgd", here={"drop": 1.0}),),
    symmetries={"rotation": {}, "sign": {}},
)
def step_decay(t, hp):
    """Multiplies the learning rate by a factor each time a fixed share of the run has passed.

    ηₜ = η dᵏ  with  k = ⌊(t − 1) / (p T)⌋

    where η is the ``learning_rate`` of the wrapped rule, d is ``drop``, p is ``every_share`` and T is
    ``horizon``. The drops continue after the horizon.
    """
    return hp.drop ** jnp.floor((t - 1) / (hp.every_share * hp.horizon))

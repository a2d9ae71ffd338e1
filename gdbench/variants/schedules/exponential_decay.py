"""Exponential decay of the learning rate."""

from gdbench.registry import schedule
from gdbench.types import SpecialCase, log


@schedule(
    hyperparameters={
        "final_share": log(1e-2, 1e-6, 1.0),
        "horizon": log(1000.0, 1.0, 1e7),
    },
    source="Li, Zhuang & Orabona 2020, arXiv:2002.05273",
    special_cases=(SpecialCase("sgd", here={"final_share": 1.0}),),
    symmetries={"rotation": {}, "sign": {}},
)
def exponential_decay(t, hp):
    """Multiplies the learning rate by the same factor below 1 at every step.

    ηₜ = η f^((t − 1) / T)

    where η is the ``learning_rate`` of the wrapped rule, f is ``final_share`` and T is ``horizon``, after which
    the rate continues to fall.
    """
    return hp.final_share ** ((t - 1) / hp.horizon)

"""Inverse time decay of the learning rate."""

from gdbench.registry import schedule
from gdbench.types import SpecialCase, log


@schedule(
    hyperparameters={
        "decay": log(10.0, 1e-2, 1e4),
        "horizon": log(1000.0, 1.0, 1e7),
    },
    source="Robbins & Monro 1951, doi:10.1214/aoms/1177729586; Bottou 2010, doi:10.1007/978-3-7908-2604-3_16",
    special_cases=(SpecialCase("sgd", here={"decay": 0.0}),),
    symmetries={"rotation": {}, "sign": {}},
)
def inverse_time(t, hp):
    """Divides the learning rate by a number that grows linearly with time.

    ηₜ = η / (1 + c (t − 1) / T)

    where η is the ``learning_rate`` of the wrapped rule, c is ``decay`` and T is ``horizon``, after which the
    rate continues to fall.
    """
    return 1.0 / (1.0 + hp.decay * (t - 1) / hp.horizon)

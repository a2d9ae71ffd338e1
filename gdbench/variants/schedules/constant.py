"""A constant factor of the learning rate."""

from gdbench.registry import schedule
from gdbench.types import SpecialCase, linear


@schedule(
    hyperparameters={
        "factor": linear(1.0, 0.1, 10.0),
    },
    source="Needell, Srebro & Ward 2013, arXiv:1310.5715",
    special_cases=(SpecialCase("sgd", here={"factor": 1.0}),),
    symmetries={"rotation": {}, "sign": {}},
)
def constant(t, hp):
    """Multiplies the learning rate by the same number at every step.

    ηₜ = c η

    where η is the ``learning_rate`` of the wrapped rule and c is ``factor``.
    """
    del t
    return hp.factor

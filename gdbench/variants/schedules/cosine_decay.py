"""Cosine decay of the learning rate."""

from gdbench.registry import schedule
from gdbench.types import SpecialCase, linear, log
from gdbench.variants.schedules._curves import half_cosine


@schedule(
    hyperparameters={
        "final_share": linear(0.0, 0.0, 1.0),
        "horizon": log(1000.0, 1.0, 1e7),
    },
    source="Loshchilov & Hutter 2016, arXiv:1608.03983, equation 5 without restarts",
    special_cases=(SpecialCase("sgd", here={"final_share": 1.0}),),
    symmetries={"rotation": {}, "sign": {}},
)
def cosine_decay(t, hp):
    """Lowers the learning rate to its end value along half a cosine, slowly at first and slowly at the end.

    ηₜ = η (f + (1 − f) ½ (1 + cos(π (t − 1) / T)))

    where η is the ``learning_rate`` of the wrapped rule, f is ``final_share`` and T is ``horizon``, after which the
    end value f η is kept.
    """
    return hp.final_share + (1.0 - hp.final_share) * half_cosine((t - 1) / hp.horizon)

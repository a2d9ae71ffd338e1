"""Linear warm-up of the learning rate."""

from gdbench.registry import schedule
from gdbench.types import SpecialCase, linear, log
from gdbench.variants.schedules._curves import linear_rise


@schedule(
    hyperparameters={
        "warmup_share": linear(0.1, 0.0, 0.5),
        "horizon": log(1000.0, 1.0, 1e7),
    },
    source="Goyal et al. 2017, arXiv:1706.02677, section 2.2",
    special_cases=(SpecialCase("sgd", here={"warmup_share": 0.0}),),
    symmetries={"rotation": {}, "sign": {}},
)
def warmup(t, hp):
    """Raises the learning rate linearly at the start of the run, and keeps it constant afterwards.

    ηₜ = η min(1, t / (w T))

    where η is the ``learning_rate`` of the wrapped rule, w is ``warmup_share`` and T is ``horizon``. No step
    has rate 0; without warm-up (w = 0) the first step already has rate η. Around another schedule, the two
    factors are multiplied.
    """
    return linear_rise(t, hp.warmup_share * hp.horizon)

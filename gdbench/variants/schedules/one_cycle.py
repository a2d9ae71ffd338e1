"""The one-cycle schedule of the learning rate."""

from jax import numpy as jnp

from gdbench.registry import schedule
from gdbench.types import SpecialCase, linear, log
from gdbench.variants.schedules._curves import half_cosine


@schedule(
    hyperparameters={
        "peak_at": linear(0.3, 0.05, 0.95),
        "start_div": log(25.0, 1.0, 1e3),
        "final_div": log(1e4, 1.0, 1e6),
        "horizon": log(1000.0, 1.0, 1e7),
    },
    source="Smith & Topin 2017, arXiv:1708.07120; as optax.cosine_onecycle_schedule",
    special_cases=(SpecialCase("sgd", here={"start_div": 1.0, "final_div": 1.0}),),
    symmetries={"rotation": {}, "sign": {}},
)
def one_cycle(t, hp):
    """Raises the learning rate along half a cosine to its peak, and lowers it along another far below its first value.

    ηₜ = η (b + (a − b) ½ (1 + cos(π q)))

    where η, the peak, is the ``learning_rate`` of the wrapped rule. Until step p T the rate goes from a = 1/d
    to b = 1; from there to step T it goes from a = 1 to b = 1/(d e), which is kept afterwards. Here p is
    ``peak_at``, T is ``horizon``, d is ``start_div`` and e is ``final_div``. q is the share of the respective
    phase that has passed, 0 at its first step.
    """
    share, lowest = (t - 1) / hp.horizon, 1.0 / hp.start_div
    last = lowest / hp.final_div
    rising = 1.0 + (lowest - 1.0) * half_cosine(share / hp.peak_at)
    falling = last + (1.0 - last) * half_cosine((share - hp.peak_at) / (1.0 - hp.peak_at))
    return jnp.where(share < hp.peak_at, rising, falling)

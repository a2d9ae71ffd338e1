"""Warm-up, stable phase and decay of the learning rate."""

from jax import numpy as jnp

from gdbench.registry import schedule
from gdbench.types import SpecialCase, linear, log
from gdbench.variants.schedules._curves import linear_rise


@schedule(
    hyperparameters={
        "warmup_share": linear(0.1, 0.0, 0.5),
        "decay_share": linear(0.2, 0.01, 1.0),
        "final_share": linear(0.0, 0.0, 1.0),
        "horizon": log(1000.0, 1.0, 1e7),
    },
    source="Hu et al. 2024, arXiv:2404.06395, section 4; linear decay: Hägele et al. 2024, arXiv:2405.18392",
    special_cases=(
        SpecialCase(
            "polynomial", here={"warmup_share": 0.0, "decay_share": 1.0, "final_share": 0.0}, there={"power": 1.0}
        ),
        SpecialCase("warmup", here={"final_share": 1.0}),
    ),
    symmetries={"rotation": {}, "sign": {}},
)
def wsd(t, hp):
    """Raises the learning rate linearly, keeps it constant, and lowers it linearly at the end of the run.

    ηₜ = η min(1, t / (w T), f + (1 − f) (T − t + 1) / (d T))

    where η is the ``learning_rate`` of the wrapped rule, w is ``warmup_share``, d is ``decay_share``, f is
    ``final_share`` and T is ``horizon``, after which the end value f η is kept.
    """
    ramp = jnp.maximum(hp.decay_share * hp.horizon, jnp.finfo(jnp.float32).tiny)
    left = jnp.clip((hp.horizon - (t - 1)) / ramp, 0.0, 1.0)
    cool = hp.final_share + (1.0 - hp.final_share) * left
    return jnp.minimum(linear_rise(t, hp.warmup_share * hp.horizon), cool)

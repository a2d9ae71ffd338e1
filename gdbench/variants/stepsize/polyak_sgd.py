"""Gradient descent with Polyak's step length."""

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import Defect, Reference, linear, log, static


@variant(
    hyperparameters={
        "learning_rate": log(1.0, 1e-6, 1e4, tuned=True, cap=True),
        "scaling": log(1.0, 0.1, 10.0),
        "f_min": linear(0.0, -10.0, 0.05),
        "eps": linear(0.0, 0.0, 1e-2),
        "variant": static("sps", "sps", "sps+"),
        "mode": static("paper", "paper", "optax"),
    },
    source="Loizou et al. 2020, arXiv:2002.10542, the rule SPS_max; sps+: Garrigos et al. 2023, arXiv:2307.14528",
    over="all",
    value=True,
    reference=Reference(
        "optax:polyak_sgd",
        own={"mode": "optax"},
        names={"learning_rate": "max_learning_rate"},
        defects=(Defect("scaling divides the step", {"mode": "paper", "scaling": 0.5}),),
    ),
    symmetries={"rotation": {}, "sign": {}},
)
def polyak_sgd(t, g, x, slots, hp, value):
    """Steps until the tangent of f reaches the minimum value, up to a limit.

    x ← x − min(η, c (f(x) − f*) / (‖g‖² + ε)) g

    where η is ``learning_rate``, c is ``scaling``, f* is ``f_min`` and ε is ``eps``. There is no step where the
    denominator is at most 2.2e-16. ``variant`` "sps+" replaces a negative gap f − f* by 0, where "sps" ascends.
    ``mode`` "paper" computes this rule; "optax" multiplies g by c first, so that its step is divided by c
    instead.
    """
    del t, x
    gap = value - hp.f_min
    if hp.variant == "sps+":
        gap = jnp.maximum(gap, 0.0)
    if hp.mode == "optax":
        g = hp.scaling * g
    else:
        gap = hp.scaling * gap
    denominator = jnp.sum(g * g, axis=0) + hp.eps
    defined = denominator > 2.220446049250313e-16
    rate = jnp.minimum(hp.learning_rate, gap / jnp.where(defined, denominator, 1.0))
    return -jnp.where(defined, rate, 0.0) * g, slots

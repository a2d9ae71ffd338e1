"""LARS: layer-wise adaptive rate scaling."""

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import Reference, SpecialCase, complement, linear, log, static
from gdbench.variants._maths import norm


@variant(
    slots=("velocity",),
    hyperparameters={
        "learning_rate": log(1.0, 1e-3, 1e4, tuned=True),
        "weight_decay": linear(0.0, 0.0, 1e-1),
        "trust_coefficient": log(1e-3, 1e-4, 1.0),
        "eps": linear(0.0, 0.0, 1e-2),
        "momentum": complement(0.9, 1e-3, 1.0, tuned=True),
        "mode": static("paper", "paper", "optax"),
    },
    source="You, Gitman & Ginsburg 2017, arXiv:1708.03888, algorithm 1",
    over="leaf",
    reference=Reference("optax:lars", own={"mode": "optax"}),
    special_cases=(SpecialCase("lars", here={"mode": "optax", "weight_decay": 0.0}, there={"mode": "paper"}),),
    symmetries={"scale": {"eps": 0.0}, "sign": {}},
)
def lars(t, g, x, slots, hp):
    """Runs heavy ball with each layer's step scaled to a small share of the norm of its weights.

    λ = τ ‖x‖ / (‖g‖ + w ‖x‖ + ε),  v ← μ v + η λ (g + w x),  x ← x − v

    where η is ``learning_rate``, τ is ``trust_coefficient``, w is ``weight_decay``, ε is ``eps`` and μ is
    ``momentum``; norms are over one leaf. λ is 1 where ‖x‖ or ‖g‖ is zero. ``mode`` "optax" divides by
    ‖g + w x‖ + ε instead; the two agree without weight decay.
    """
    del t
    (v,) = slots
    decayed = g + hp.weight_decay * x
    weight_norm = norm(x)
    if hp.mode == "optax":
        gradient_norm = norm(decayed)
        denominator = gradient_norm + hp.eps
    else:
        gradient_norm = norm(g)
        denominator = gradient_norm + hp.weight_decay * weight_norm + hp.eps
    defined = (weight_norm > 0) & (gradient_norm > 0)
    share = hp.trust_coefficient * (weight_norm / jnp.where(defined, denominator, 1.0))
    ratio = jnp.where(defined, share, 1.0)
    v = (1.0 - hp.one_minus_momentum) * v + hp.learning_rate * (ratio * decayed)
    return -v, (v,)

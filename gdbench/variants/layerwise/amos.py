"""Amos: adaptive weight decay towards a model-oriented scale."""

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import complement, log
from gdbench.variants._maths import bias_correction


def start(x, hp):
    """Return a zero second moment and a zero sum of decay, each one number per leaf."""
    del hp
    return jnp.zeros_like(x[:1]), jnp.zeros_like(x[:1])


@variant(
    slots=("second_moment", "decay"),
    hyperparameters={
        "learning_rate": log(1e-2, 1e-5, 1e3, tuned=True),
        "beta": complement(0.999, 1e-4, 0.3),
        "eps": log(1e-8, 1e-12, 1e-2),
        "scale": log(0.25, 1e-2, 10.0),
    },
    source="Tian & Parikh 2022, arXiv:2210.11693, algorithm 1, without momentum and clipping",
    over="leaf",
    start=start,
    symmetries={"scale": {"eps": 0.0}, "sign": {}},
)
def amos(t, g, x, slots, hp):
    """Scales steps by the size that the weights should have, and decays the learning rate together with the weights.

    s = mean(g²),  v ← β v + (1 − β) s,  r = (1 − βᵗ) / max(v, ε),  γ = c ξ² r s,
    x ← x − d (ξ a √r g + ½ γ x),  b ← b + γ (1 + b),
    with  c = (1 + ¼ √ξ b)^(−½),  d = 1 / (1 + ¼ √(ξ a) b)

    where ξ is ``learning_rate``, β is ``beta``, ε is ``eps`` and a is ``scale``, the size that the weights
    should have (η̃ in the paper); v, b and the mean are one number per leaf.
    """
    v, b = slots
    square = jnp.mean(g * g, axis=0, keepdims=True)
    v = (1.0 - hp.one_minus_beta) * v + hp.one_minus_beta * square
    r = bias_correction(hp.one_minus_beta, t) / jnp.maximum(v, hp.eps)
    c = 1.0 / jnp.sqrt(1.0 + 0.25 * jnp.sqrt(hp.learning_rate) * b)
    d = 1.0 / (1.0 + 0.25 * jnp.sqrt(hp.learning_rate * hp.scale) * b)
    decay = c * hp.learning_rate**2 * r * square
    step = -d * (hp.learning_rate * hp.scale * jnp.sqrt(r) * g + 0.5 * decay * x)
    return step, (v, b + decay * (1.0 + b))

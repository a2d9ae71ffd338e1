"""StableAdamW: AdamW with shorter steps where the second moment lags behind the gradient."""

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import complement, linear, log
from gdbench.variants._maths import bias_correction


@variant(
    slots=("first_moment", "second_moment"),
    hyperparameters={
        "learning_rate": log(1e-3, 1e-5, 1e3, tuned=True),
        "b1": complement(0.9, 1e-2, 1.0, tuned=True),
        "b2": complement(0.99, 1e-4, 0.3),
        "eps": log(1e-8, 1e-12, 1e-2),
        "weight_decay": linear(1e-4, 0.0, 1e-1),
    },
    source="Wortsman et al. 2023, arXiv:2304.13013, algorithm 2",
    over="leaf",
    symmetries={"scale": {"eps": 0.0}, "sign": {}},
)
def stable_adamw(t, g, x, slots, hp):
    """Lowers AdamW's learning rate in each layer where the gradient is larger than its second moment suggests.

    m ← β̂₁ m + (1 − β̂₁) g,  v ← β̂₂ v + (1 − β̂₂) g²,  r = √mean(g² / max(v, ε²)),
    x ← x − η / max(1, r) · (m / (√v + ε) + λ x)  with  1 − β̂ = (1 − β) / (1 − βᵗ)

    where η is ``learning_rate``, β₁ is ``b1``, β₂ is ``b2``, ε is ``eps`` and λ is ``weight_decay``; the mean
    is over one leaf. With β̂ in place of β the moments need no correction for their zero start.
    """
    m, v = slots
    m = m + hp.one_minus_b1 / bias_correction(hp.one_minus_b1, t) * (g - m)
    newest = hp.one_minus_b2 / bias_correction(hp.one_minus_b2, t)
    v = (1.0 - newest) * v + newest * g * g
    root = jnp.sqrt(v)
    r = jnp.sqrt(jnp.mean((g / jnp.maximum(root, hp.eps)) ** 2, axis=0))
    rate = hp.learning_rate / jnp.maximum(1.0, r)
    return -rate * (m / (root + hp.eps) + hp.weight_decay * x), (m, v)

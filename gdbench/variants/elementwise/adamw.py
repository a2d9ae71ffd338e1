"""AdamW: Adam with decoupled weight decay."""

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import Reference, SpecialCase, complement, log
from gdbench.variants._maths import bias_correction


@variant(
    slots=("first_moment", "second_moment"),
    hyperparameters={
        "learning_rate": log(1e-3, 1e-5, 1e3, tuned=True),
        "b1": complement(0.9, 1e-2, 1.0, tuned=True),
        "b2": complement(0.999, 1e-4, 0.3),
        "eps": log(1e-8, 1e-12, 1e-2),
        "weight_decay": log(1e-4, 1e-6, 1e-1),
    },
    source="Loshchilov & Hutter 2017, arXiv:1711.05101, algorithm 2",
    reference=Reference("optax:adamw"),
    special_cases=(SpecialCase("adam", here={"weight_decay": 0.0}),),
    symmetries={"scale": {"eps": 0.0}, "sign": {}},
)
def adamw(t, g, x, slots, hp):
    """Takes Adam's step and also pulls the parameters toward zero, by an amount that Adam's scaling does not change.

    m ← β₁ m + (1 − β₁) g,  v ← β₂ v + (1 − β₂) g²,
    x ← x − η (m̂ / (√v̂ + ε) + λ x)  with  m̂ = m / (1 − β₁ᵗ),  v̂ = v / (1 − β₂ᵗ)

    where η is ``learning_rate``, β₁ is ``b1``, β₂ is ``b2``, ε is ``eps`` and λ is ``weight_decay``. The
    decay is multiplied by the learning rate, as in Optax and PyTorch; the paper multiplies it by the
    schedule alone.
    """
    m, v = slots
    m = m + hp.one_minus_b1 * (g - m)
    v = (1.0 - hp.one_minus_b2) * v + hp.one_minus_b2 * g * g
    m_hat = m / bias_correction(hp.one_minus_b1, t)
    v_hat = v / bias_correction(hp.one_minus_b2, t)
    return -hp.learning_rate * (m_hat / (jnp.sqrt(v_hat) + hp.eps) + hp.weight_decay * x), (m, v)

"""Grams: the length of Adam's step in the direction of the gradient."""

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import SpecialCase, complement, linear, log
from gdbench.variants._maths import bias_correction


@variant(
    slots=("first_moment", "second_moment"),
    hyperparameters={
        "learning_rate": log(1e-3, 1e-5, 1e3, tuned=True),
        "b1": complement(0.9, 1e-2, 1.0, tuned=True),
        "b2": complement(0.999, 1e-4, 0.3),
        "eps": log(1e-8, 1e-12, 1e-2),
        "weight_decay": linear(0.0, 0.0, 1e-1),
    },
    source="Cao, Li & Song 2024, arXiv:2412.17107, algorithm 1",
    special_cases=(
        SpecialCase("adam", here={"b1": 0.0, "weight_decay": 0.0}),
        SpecialCase("adamw", here={"b1": 0.0, "weight_decay": 1e-2}),
    ),
    symmetries={"scale": {"eps": 0.0}, "sign": {}},
)
def grams(t, g, x, slots, hp):
    """Moves each coordinate as far as Adam would, but in the direction of the present gradient.

    m ← β₁ m + (1 − β₁) g,  v ← β₂ v + (1 − β₂) g²,
    x ← x − η (|m̂ / (√v̂ + ε)| sign(g) + λ x)  with  m̂ = m / (1 − β₁ᵗ),  v̂ = v / (1 − β₂ᵗ)

    where η is ``learning_rate``, β₁ is ``b1``, β₂ is ``b2``, ε is ``eps`` and λ is ``weight_decay``.
    """
    m, v = slots
    m = (1.0 - hp.one_minus_b1) * m + hp.one_minus_b1 * g
    v = (1.0 - hp.one_minus_b2) * v + hp.one_minus_b2 * g * g
    m_hat = m / bias_correction(hp.one_minus_b1, t)
    v_hat = v / bias_correction(hp.one_minus_b2, t)
    length = jnp.abs(m_hat) / (jnp.sqrt(v_hat) + hp.eps)
    return -hp.learning_rate * (length * jnp.sign(g) + hp.weight_decay * x), (m, v)

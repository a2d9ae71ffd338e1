"""MARS-AdamW: AdamW on gradients with reduced variance."""

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import SpecialCase, complement, linear, log
from gdbench.variants._maths import bias_correction
from gdbench.variants.layerwise._mars import corrected


@variant(
    slots=("first_moment", "second_moment", "last_gradient"),
    hyperparameters={
        "learning_rate": log(3e-3, 1e-5, 1e3, tuned=True),
        "b1": complement(0.95, 1e-2, 1.0, tuned=True),
        "b2": complement(0.99, 1e-4, 0.3),
        "gamma": linear(0.025, 0.0, 0.1),
        "eps": log(1e-8, 1e-12, 1e-2),
        "weight_decay": linear(0.0, 0.0, 1e-1),
    },
    source="Yuan et al. 2024, arXiv:2411.10438, MARS-AdamW in its approximate form",
    over="leaf",
    special_cases=(SpecialCase("sign_sgd", here={"b1": 0.0, "b2": 0.0, "eps": 0.0}),),
    symmetries={"sign": {}},
)
def mars_adamw(t, g, x, slots, hp):
    """Runs AdamW on gradients whose noise is reduced by adding a multiple of the last change of the gradient.

    c = `corrected`(g, g₋),  m ← β₁ m + (1 − β₁) c,  v ← β₂ v + (1 − β₂) c²,
    x ← x − η (m̂ / (√v̂ + ε) + λ x)  with  m̂ = m / (1 − β₁ᵗ),  v̂ = v / (1 − β₂ᵗ)

    where η is ``learning_rate``, β₁ is ``b1``, β₂ is ``b2``, ε is ``eps``, λ is ``weight_decay``, `corrected` uses
    γ = ``gamma``, and g₋ is the previous step's gradient, at its own point and batch. The exact form of the rule
    evaluates g₋ again on the present batch, which costs a second gradient.
    """
    m, v, last = slots
    c = corrected(t, g, last, hp)
    m = m + hp.one_minus_b1 * (c - m)
    v = (1.0 - hp.one_minus_b2) * v + hp.one_minus_b2 * c * c
    m_hat = m / bias_correction(hp.one_minus_b1, t)
    v_hat = v / bias_correction(hp.one_minus_b2, t)
    return -hp.learning_rate * (m_hat / (jnp.sqrt(v_hat) + hp.eps) + hp.weight_decay * x), (m, v, g)

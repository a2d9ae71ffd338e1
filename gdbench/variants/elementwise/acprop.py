"""ACProp: momentum centring and asynchronous update."""

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import Reference, complement, linear, log
from gdbench.variants._maths import bias_correction


@variant(
    slots=("first_moment", "variance"),
    hyperparameters={
        "learning_rate": log(1e-3, 1e-8, 1e2, tuned=True),
        "b1": complement(0.9, 1e-2, 1.0, tuned=True),
        "b2": complement(0.999, 1e-4, 0.3),
        "eps": log(1e-16, 1e-20, 1e-6),
        "eps_root": linear(1e-16, 0.0, 1e-6),
        "weight_decay": linear(0.0, 0.0, 1e-1),
    },
    source="Zhuang et al. 2021, arXiv:2110.05454, algorithm 2; in the form of Optax",
    reference=Reference("optax:acprop"),
    symmetries={"sign": {}},
)
def acprop(t, g, x, slots, hp):
    """Divides as AdaBelief does, but by the variance before the present gradient, which cannot bias its own step.

    m ← β₁ m₋ + (1 − β₁) g,  s ← β₂ s₋ + (1 − β₂) (g − m₋)² + ε′,
    x ← x − η (g / (√ŝ₋ + ε) + λ x)  with  ŝ₋ = s₋ / (1 − β₂ᵗ⁻¹)

    where η is ``learning_rate``, β₁ is ``b1``, β₂ is ``b2``, ε is ``eps``, ε′ is ``eps_root``, λ is
    ``weight_decay``, and m₋, s₋ are the moments before this step. In the first step ŝ₋ is 1. Optax's
    documentation has m in place of m₋ in the variance, but its code computes the rule above.
    """
    m, s = slots
    correction = bias_correction(hp.one_minus_b2, jnp.maximum(t - 1, 1))
    s_hat = jnp.where(t == 1, 1.0, s / correction)
    surprise = g - m
    m = m + hp.one_minus_b1 * surprise
    s = (1.0 - hp.one_minus_b2) * s + hp.one_minus_b2 * surprise * surprise + hp.eps_root
    return -hp.learning_rate * (g / (jnp.sqrt(s_hat) + hp.eps) + hp.weight_decay * x), (m, s)

"""Adan: adaptive Nesterov momentum."""

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import Defect, Reference, SpecialCase, complement, linear, log, static
from gdbench.variants._maths import bias_correction


@variant(
    slots=("first_moment", "mean_difference", "second_moment", "last_gradient"),
    hyperparameters={
        "learning_rate": log(1e-3, 1e-5, 1e3, tuned=True),
        "b1": complement(0.98, 1e-2, 0.5, tuned=True),
        "b2": complement(0.92, 1e-2, 0.5, tuned=True),
        "b3": complement(0.99, 1e-3, 0.3),
        "eps": log(1e-8, 1e-12, 1e-2),
        "eps_root": linear(1e-8, 0.0, 1e-6),
        "weight_decay": linear(0.0, 0.0, 1e-1),
        "mode": static("paper", "paper", "optax"),
    },
    source="Xie et al. 2022, arXiv:2208.06677, algorithm 1, with the bias corrections of the authors' code",
    reference=Reference(
        "optax:adan",
        own={"mode": "optax"},
        defects=(Defect("optax#1715: weighs the difference of gradients by 1 − b2, not b2", {"mode": "paper"}),),
    ),
    special_cases=(SpecialCase("adam", here={"b2": 0.0, "b3": 0.99}, there={"b2": 0.99}),),
    symmetries={"scale": {"eps": 0.0}, "sign": {}},
)
def adan(t, g, x, slots, hp):
    """Adds the mean change of the gradient to Adam's mean gradient, as a Nesterov look-ahead.

    d = g − g₋,  m ← β₁ m + (1 − β₁) g,  v ← β₂ v + (1 − β₂) d,  n ← β₃ n + (1 − β₃) (g + β₂ d)²,
    x ← (x − η (m̂ + β₂ v̂) / (√n̂ + ε)) / (1 + η λ)  with hats for division by 1 − β₁ᵗ, 1 − β₂ᵗ, 1 − β₃ᵗ

    where η is ``learning_rate``, β₁ is ``b1``, β₂ is ``b2``, β₃ is ``b3``, ε is ``eps``, λ is ``weight_decay``,
    g₋ is the previous gradient, and d = 0 in the first step. These β are rates of memory, as in the authors'
    code; the paper writes 1 − β for them. ``mode`` "optax" multiplies d and v̂ by 1 − β₂ instead of β₂
    (optax#1715), adds ``eps_root`` under the root, and decays the weights beside the step, as AdamW does.
    """
    m, v, n, last = slots
    optax = hp.mode == "optax"
    factor = hp.one_minus_b2 if optax else 1.0 - hp.one_minus_b2
    d = jnp.where(t == 1, 0.0, g - last)
    m = m + hp.one_minus_b1 * (g - m)
    v = v + hp.one_minus_b2 * (d - v)
    ahead = g + factor * d
    n = (1.0 - hp.one_minus_b3) * n + hp.one_minus_b3 * ahead * ahead
    m_hat = m / bias_correction(hp.one_minus_b1, t)
    v_hat = v / bias_correction(hp.one_minus_b2, t)
    n_hat = n / bias_correction(hp.one_minus_b3, t)
    root = jnp.sqrt(n_hat + hp.eps_root) if optax else jnp.sqrt(n_hat)
    step = -hp.learning_rate * ((m_hat + factor * v_hat) / (root + hp.eps) + hp.weight_decay * x)
    return step if optax else step / (1.0 + hp.learning_rate * hp.weight_decay), (m, v, n, g)

"""AdEMAMix: Adam with a second, slower momentum."""

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import Reference, SpecialCase, complement, linear, log
from gdbench.variants._maths import bias_correction


@variant(
    slots=("fast_moment", "slow_moment", "second_moment"),
    hyperparameters={
        "learning_rate": log(1e-3, 1e-5, 1e3, tuned=True),
        "b1": complement(0.9, 1e-2, 1.0, tuned=True),
        "b2": complement(0.999, 1e-4, 0.3),
        "b3": complement(0.9999, 1e-5, 1e-2),
        "alpha": linear(5.0, 0.0, 10.0),
        "eps": log(1e-8, 1e-12, 1e-2),
        "weight_decay": linear(0.0, 0.0, 1e-1),
    },
    source="Pagliardini, Ablin & Grangier 2024, arXiv:2409.03137, algorithm 1 without its warm-up of α and β₃",
    reference=Reference("optax:ademamix"),
    special_cases=(SpecialCase("adamw", here={"alpha": 0.0}),),
    symmetries={"scale": {"eps": 0.0}, "sign": {}},
)
def ademamix(t, g, x, slots, hp):
    """Adds to Adam's mean gradient a second mean that remembers many thousand steps.

    m ← β₁ m + (1 − β₁) g,  s ← β₃ s + (1 − β₃) g,  v ← β₂ v + (1 − β₂) g²,
    x ← x − η ((m̂ + α s) / (√v̂ + ε) + λ x)  with  m̂ = m / (1 − β₁ᵗ),  v̂ = v / (1 − β₂ᵗ)

    where η is ``learning_rate``, β₁ is ``b1``, β₂ is ``b2``, β₃ is ``b3``, α is ``alpha``, ε is ``eps`` and λ
    is ``weight_decay``. The slow mean s is not corrected for its zero start, so its influence grows gradually.
    """
    m, s, v = slots
    m = m + hp.one_minus_b1 * (g - m)
    s = s + hp.one_minus_b3 * (g - s)
    v = (1.0 - hp.one_minus_b2) * v + hp.one_minus_b2 * g * g
    m_hat = m / bias_correction(hp.one_minus_b1, t)
    v_hat = v / bias_correction(hp.one_minus_b2, t)
    scaled = (m_hat + hp.alpha * s) / (jnp.sqrt(v_hat) + hp.eps)
    return -hp.learning_rate * (scaled + hp.weight_decay * x), (m, s, v)

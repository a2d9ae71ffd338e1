"""Simplified AdEMAMix: one momentum plus a multiple of the gradient."""

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import Reference, SpecialCase, complement, linear, log
from gdbench.variants._maths import bias_correction


@variant(
    slots=("momentum", "second_moment"),
    hyperparameters={
        "learning_rate": log(1e-5, 1e-6, 1e2, tuned=True),
        "b1": complement(0.99, 1e-3, 0.3, tuned=True),
        "b2": complement(0.95, 1e-3, 0.3),
        "alpha": linear(0.0, 0.0, 100.0),
        "eps": log(1e-8, 1e-12, 1e-2),
        "weight_decay": linear(0.0, 0.0, 1e-1),
    },
    source="Morwani et al. 2025, arXiv:2502.02431, Simplified-AdEMAMix",
    reference=Reference("optax:simplified_ademamix"),
    special_cases=(SpecialCase("adamw", here={"alpha": 0.0, "b1": 0.0}),),
    symmetries={"scale": {"eps": 0.0}, "sign": {}},
)
def simplified_ademamix(t, g, x, slots, hp):
    """Replaces Adam's mean gradient by a decaying sum of gradients with extra weight on the present one.

    m ← β₁ m + g,  v ← β₂ v + (1 − β₂) g²,  x ← x − η ((α g + m) / (√v̂ + ε) + λ x)  with  v̂ = v / (1 − β₂ᵗ)

    where η is ``learning_rate``, β₁ is ``b1``, β₂ is ``b2``, α is ``alpha``, ε is ``eps`` and λ is
    ``weight_decay``. m is up to 1 / (1 − β₁) times as long as a gradient, so learning rates must be smaller by
    that factor.
    """
    m, v = slots
    m = (1.0 - hp.one_minus_b1) * m + g
    v = (1.0 - hp.one_minus_b2) * v + hp.one_minus_b2 * g * g
    v_hat = v / bias_correction(hp.one_minus_b2, t)
    scaled = (hp.alpha * g + m) / (jnp.sqrt(v_hat) + hp.eps)
    return -hp.learning_rate * (scaled + hp.weight_decay * x), (m, v)

"""NAdamW: AdamW with Nesterov momentum."""

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import Reference, SpecialCase, complement, log
from gdbench.variants._maths import bias_correction, debiased


@variant(
    slots=("first_moment", "second_moment"),
    hyperparameters={
        "learning_rate": log(1e-3, 1e-5, 1e3, tuned=True),
        "b1": complement(0.9, 1e-2, 1.0, tuned=True),
        "b2": complement(0.999, 1e-4, 0.3),
        "eps": log(1e-8, 1e-12, 1e-2),
        "weight_decay": log(1e-4, 1e-6, 1e-1),
    },
    source="Dozat 2016, https://openreview.net/forum?id=OM0jvwB8jIp57ZJjtNEZ; decay: arXiv:1711.05101",
    reference=Reference("optax:nadamw"),
    special_cases=(
        SpecialCase("nadam", here={"weight_decay": 0.0}, there={"mode": "optax"}),
        SpecialCase("adamw", here={"b1": 0.0}),
    ),
    symmetries={"scale": {"eps": 0.0}, "sign": {}},
)
def nadamw(t, g, x, slots, hp):
    """Takes AdamW's step along the momentum that the next step would have if the gradient stayed the same.

    m ← β₁ m + (1 − β₁) g,  v ← β₂ v + (1 − β₂) g²,  m̄ = β₁ m / (1 − β₁ᵗ⁺¹) + (1 − β₁) g / (1 − β₁ᵗ),
    x ← x − η (m̄ / (√v̂ + ε) + λ x)  with  v̂ = v / (1 − β₂ᵗ)

    where η is ``learning_rate``, β₁ is ``b1``, β₂ is ``b2``, ε is ``eps`` and λ is ``weight_decay``. The
    momentum is constant, as in Optax; ``nadam`` has Dozat's schedule of the momentum.
    """
    m, v = slots
    m = m + hp.one_minus_b1 * (g - m)
    v = (1.0 - hp.one_minus_b2) * v + hp.one_minus_b2 * g * g
    ahead = debiased(t, g, m, hp.one_minus_b1, True)
    v_hat = v / bias_correction(hp.one_minus_b2, t)
    return -hp.learning_rate * (ahead / (jnp.sqrt(v_hat) + hp.eps) + hp.weight_decay * x), (m, v)

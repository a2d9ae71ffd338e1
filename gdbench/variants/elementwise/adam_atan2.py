"""Adam-atan2: Adam without ε."""

import math

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
        "scale_a": linear(1.27, 0.5, 2.0),
        "scale_b": linear(1.0, 0.5, 2.0),
    },
    source="Everett et al. 2024, arXiv:2407.05872, Adam-atan2",
    special_cases=(
        SpecialCase("adam", here={"scale_a": 1e6, "scale_b": 1e6}, there={"eps": 0.0}),
        SpecialCase("signum", here={"scale_a": 2 / math.pi, "scale_b": 0.0, "b1": 0.75}, there={"beta": 0.75}),
    ),
    symmetries={"scale": {}, "sign": {}},
)
def adam_atan2(t, g, x, slots, hp):
    """Replaces Adam's division by an arctangent, which is bounded, always defined and independent of gradient scale.

    m ← β₁ m + (1 − β₁) g,  v ← β₂ v + (1 − β₂) g²,
    x ← x − η a atan2(m̂, b √v̂)  with  m̂ = m / (1 − β₁ᵗ),  v̂ = v / (1 − β₂ᵗ)

    where η is ``learning_rate``, β₁ is ``b1``, β₂ is ``b2``, a is ``scale_a`` and b is ``scale_b``. The values
    1.27 and 1 give a step of nearly ±1 where m̂ = ±√v̂.
    """
    del x
    m, v = slots
    m = m + hp.one_minus_b1 * (g - m)
    v = (1.0 - hp.one_minus_b2) * v + hp.one_minus_b2 * g * g
    m_hat = m / bias_correction(hp.one_minus_b1, t)
    v_hat = v / bias_correction(hp.one_minus_b2, t)
    return -hp.learning_rate * hp.scale_a * jnp.arctan2(m_hat, hp.scale_b * jnp.sqrt(v_hat)), (m, v)

"""QHAdam: quasi-hyperbolic Adam."""

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import SpecialCase, complement, linear, log
from gdbench.variants._maths import bias_correction


@variant(
    slots=("first_moment", "second_moment"),
    hyperparameters={
        "learning_rate": log(1e-3, 1e-5, 1e3, tuned=True),
        "b1": complement(0.995, 1e-3, 0.3, tuned=True),
        "b2": complement(0.999, 1e-4, 0.3),
        "nu1": linear(0.7, 0.0, 1.0),
        "nu2": linear(1.0, 0.0, 1.0),
        "eps": log(1e-8, 1e-12, 1e-2),
    },
    source="Ma & Yarats 2018, arXiv:1810.06801, QHAdam",
    special_cases=(
        SpecialCase("adam", here={"nu1": 1.0, "nu2": 1.0}),
        SpecialCase("adam", here={"nu1": 0.0, "nu2": 1.0}, there={"b1": 0.0}),
        SpecialCase("sign_sgd", here={"nu1": 0.0, "nu2": 0.0, "eps": 0.0}),
    ),
    symmetries={"scale": {"eps": 0.0}, "sign": {}},
)
def qhadam(t, g, x, slots, hp):
    """Mixes Adam's mean gradient with the present gradient, and its mean square with the present square.

    m ← β₁ m + (1 − β₁) g,  v ← β₂ v + (1 − β₂) g²,
    x ← x − η ((1 − ν₁) g + ν₁ m̂) / (√((1 − ν₂) g² + ν₂ v̂) + ε)  with  m̂ = m / (1 − β₁ᵗ),  v̂ = v / (1 − β₂ᵗ)

    where η is ``learning_rate``, β₁ is ``b1``, β₂ is ``b2``, ν₁ is ``nu1``, ν₂ is ``nu2`` and ε is ``eps``.
    """
    del x
    m, v = slots
    m = m + hp.one_minus_b1 * (g - m)
    v = (1.0 - hp.one_minus_b2) * v + hp.one_minus_b2 * g * g
    m_hat = m / bias_correction(hp.one_minus_b1, t)
    v_hat = v / bias_correction(hp.one_minus_b2, t)
    mean = (1.0 - hp.nu1) * g + hp.nu1 * m_hat
    square = (1.0 - hp.nu2) * g * g + hp.nu2 * v_hat
    return -hp.learning_rate * mean / (jnp.sqrt(square) + hp.eps), (m, v)

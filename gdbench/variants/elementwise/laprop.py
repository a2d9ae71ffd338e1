"""LaProp."""

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import SpecialCase, complement, log
from gdbench.variants._maths import bias_correction


@variant(
    slots=("momentum", "second_moment"),
    hyperparameters={
        "learning_rate": log(1e-3, 1e-5, 1e3, tuned=True),
        "b1": complement(0.9, 1e-2, 1.0, tuned=True),
        "b2": complement(0.999, 1e-4, 0.3),
        "eps": log(1e-8, 1e-12, 1e-2),
    },
    source="Ziyin, Wang & Ueda 2020, arXiv:2002.04839, algorithm 1",
    special_cases=(SpecialCase("adam", here={"b1": 0.0}),),
    symmetries={"scale": {"eps": 0.0}, "sign": {}},
)
def laprop(t, g, x, slots, hp):
    """Reverses Adam's order: divides gradients by their root mean square first and averages the quotients afterwards.

    v ← β₂ v + (1 − β₂) g²,  m ← β₁ m + (1 − β₁) g / (√v̂ + ε),
    x ← x − η m / (1 − β₁ᵗ)  with  v̂ = v / (1 − β₂ᵗ)

    where η is ``learning_rate``, β₁ is ``b1``, β₂ is ``b2`` and ε is ``eps``.
    """
    del x
    m, v = slots
    v = (1.0 - hp.one_minus_b2) * v + hp.one_minus_b2 * g * g
    scaled = g / (jnp.sqrt(v / bias_correction(hp.one_minus_b2, t)) + hp.eps)
    m = m + hp.one_minus_b1 * (scaled - m)
    return -hp.learning_rate * m / bias_correction(hp.one_minus_b1, t), (m, v)

"""Lion: the sign of a momentum."""

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import Reference, SpecialCase, complement, log


@variant(
    slots=("momentum",),
    hyperparameters={
        "learning_rate": log(1e-4, 1e-5, 1e3, tuned=True),
        "b1": complement(0.9, 1e-2, 1.0, tuned=True),
        "b2": complement(0.99, 1e-3, 0.3),
        "weight_decay": log(1e-3, 1e-4, 1.0),
    },
    source="Chen et al. 2023, arXiv:2302.06675, algorithm 2",
    reference=Reference("optax:lion"),
    special_cases=(
        SpecialCase("sign_sgd", here={"b1": 0.0, "b2": 0.0, "weight_decay": 0.0}),
        SpecialCase("signum", here={"b1": 0.75, "b2": 0.75, "weight_decay": 0.0}, there={"beta": 0.75}),
    ),
    symmetries={"scale": {}, "sign": {}},
)
def lion(t, g, x, slots, hp):
    """Steps by the same length in every coordinate, along the sign of a mix of momentum and gradient.

    c = β₁ m + (1 − β₁) g,  x ← x − η (sign(c) + λ x),  m ← β₂ m + (1 − β₂) g

    where η is ``learning_rate``, β₁ is ``b1``, β₂ is ``b2`` and λ is ``weight_decay``.
    """
    del t
    (m,) = slots
    # The form m + (1 − β₁)(g − m) is avoided because its rounding at β₁ = 0 could lose g, and with it the sign.
    c = (1.0 - hp.one_minus_b1) * m + hp.one_minus_b1 * g
    m = m + hp.one_minus_b2 * (g - m)
    return -hp.learning_rate * (jnp.sign(c) + hp.weight_decay * x), (m,)

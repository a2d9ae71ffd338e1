"""Adam."""

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import Reference, SpecialCase, complement, log
from gdbench.variants._maths import bias_correction


@variant(
    slots=("first_moment", "second_moment"),
    hyperparameters={
        "learning_rate": log(1e-3, 1e-5, 1e3, tuned=True),
        "b1": complement(0.9, 1e-2, 1.0, tuned=True),
        "b2": complement(0.999, 1e-4, 0.3),
        "eps": log(1e-8, 1e-12, 1e-2),
    },
    source="Kingma & Ba 2014, arXiv:1412.6980, algorithm 1",
    reference=Reference("optax:adam"),
    special_cases=(SpecialCase("sign_sgd", here={"b1": 0.0, "b2": 0.0, "eps": 0.0}),),
    symmetries={"scale": {"eps": 0.0}, "sign": {}},
)
def adam(t, g, x, slots, hp):
    """Steps along the bias-corrected mean gradient, each coordinate divided by its root mean square.

    m ← β₁ m + (1 − β₁) g,  v ← β₂ v + (1 − β₂) g²,
    x ← x − η m̂ / (√v̂ + ε)  with  m̂ = m / (1 − β₁ᵗ),  v̂ = v / (1 − β₂ᵗ)

    where η is ``learning_rate``, β₁ is ``b1``, β₂ is ``b2`` and ε is ``eps``.
    """
    del x
    m, v = slots
    m = (1.0 - hp.one_minus_b1) * m + hp.one_minus_b1 * g
    v = (1.0 - hp.one_minus_b2) * v + hp.one_minus_b2 * g * g
    m_hat = m / bias_correction(hp.one_minus_b1, t)
    v_hat = v / bias_correction(hp.one_minus_b2, t)
    return -hp.learning_rate * m_hat / (jnp.sqrt(v_hat) + hp.eps), (m, v)

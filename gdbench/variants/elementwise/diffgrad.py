"""diffGrad."""

import jax
from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import complement, log
from gdbench.variants._maths import bias_correction


@variant(
    slots=("first_moment", "second_moment", "last_gradient"),
    hyperparameters={
        "learning_rate": log(1e-3, 1e-5, 1e3, tuned=True),
        "b1": complement(0.9, 1e-2, 1.0, tuned=True),
        "b2": complement(0.999, 1e-4, 0.3),
        "eps": log(1e-8, 1e-12, 1e-2),
    },
    source="Dubey et al. 2019, arXiv:1909.11015, diffGrad",
    symmetries={"sign": {}},
)
def diffgrad(t, g, x, slots, hp):
    """Shortens Adam's steps, down to half, where the gradient hardly changes, as it does near a minimum.

    m ← β₁ m + (1 − β₁) g,  v ← β₂ v + (1 − β₂) g²,  ξ = 1 / (1 + exp(−|g₋ − g|)),
    x ← x − η ξ m̂ / (√v̂ + ε)  with  m̂ = m / (1 − β₁ᵗ),  v̂ = v / (1 − β₂ᵗ)

    where η is ``learning_rate``, β₁ is ``b1``, β₂ is ``b2``, ε is ``eps`` and g₋ is the previous gradient,
    which is zero at first. ξ lies between ½ and 1 and depends on the units of the loss.
    """
    del x
    m, v, last = slots
    m = m + hp.one_minus_b1 * (g - m)
    v = (1.0 - hp.one_minus_b2) * v + hp.one_minus_b2 * g * g
    friction = jax.nn.sigmoid(jnp.abs(last - g))
    m_hat = m / bias_correction(hp.one_minus_b1, t)
    v_hat = v / bias_correction(hp.one_minus_b2, t)
    return -hp.learning_rate * friction * m_hat / (jnp.sqrt(v_hat) + hp.eps), (m, v, g)

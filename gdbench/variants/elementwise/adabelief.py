"""AdaBelief."""

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import Reference, complement, linear, log, static
from gdbench.variants._maths import bias_correction, debiased


@variant(
    slots=("first_moment", "variance"),
    hyperparameters={
        "learning_rate": log(1e-3, 1e-8, 1e3, tuned=True),
        "b1": complement(0.9, 1e-2, 1.0, tuned=True),
        "b2": complement(0.999, 1e-4, 0.3),
        "eps": log(1e-16, 1e-20, 1e-6),
        "eps_root": linear(1e-16, 0.0, 1e-6),
        "nesterov": static(False, False, True),
    },
    source="Zhuang et al. 2020, arXiv:2010.07468, algorithm 2",
    reference=Reference("optax:adabelief"),
    symmetries={"scale": {"eps": 0.0, "eps_root": 0.0}, "sign": {}},
    switches={"nesterov": {}},
)
def adabelief(t, g, x, slots, hp):
    """Divides Adam's momentum by how far gradients deviate from their mean, so that steady gradients give long steps.

    m ← β₁ m + (1 − β₁) g,  s ← β₂ s + (1 − β₂) (g − m)² + ε′,
    x ← x − η m̂ / (√ŝ + ε)  with  m̂ = m / (1 − β₁ᵗ),  ŝ = s / (1 − β₂ᵗ)

    where η is ``learning_rate``, β₁ is ``b1``, β₂ is ``b2``, ε is ``eps`` and ε′, which is added to s in every
    step, is ``eps_root``. With ``nesterov``, m̂ is Dozat's look-ahead (see `debiased`).
    """
    del x
    m, s = slots
    m = m + hp.one_minus_b1 * (g - m)  # In this form the mean of equal gradients is exact.
    belief = g - m
    s = (1.0 - hp.one_minus_b2) * s + hp.one_minus_b2 * belief * belief + hp.eps_root
    m_hat = debiased(t, g, m, hp.one_minus_b1, hp.nesterov)
    s_hat = s / bias_correction(hp.one_minus_b2, t)
    return -hp.learning_rate * m_hat / (jnp.sqrt(s_hat) + hp.eps), (m, s)

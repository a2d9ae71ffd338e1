"""AdaMod."""

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import SpecialCase, complement, log
from gdbench.variants._maths import bias_correction


@variant(
    slots=("first_moment", "second_moment", "mean_rate"),
    hyperparameters={
        "learning_rate": log(1e-3, 1e-4, 1e5, tuned=True),
        "b1": complement(0.9, 1e-2, 1.0, tuned=True),
        "b2": complement(0.999, 1e-4, 0.3),
        "b3": complement(0.999, 1e-4, 0.3),
        "eps": log(1e-8, 1e-12, 1e-2),
    },
    source="Ding et al. 2019, arXiv:1910.12249, algorithm 1",
    special_cases=(SpecialCase("adam", here={"b3": 0.0}),),
    symmetries={"scale": {"eps": 0.0}, "sign": {}},
)
def adamod(t, g, x, slots, hp):
    """Limits Adam's learning rate in every coordinate to its own long-term mean.

    m ← β₁ m + (1 − β₁) g,  v ← β₂ v + (1 − β₂) g²,  α = η / (√v̂ + ε),  s ← β₃ s + (1 − β₃) α,
    x ← x − min(α, s) m̂  with  m̂ = m / (1 − β₁ᵗ),  v̂ = v / (1 − β₂ᵗ)

    where η is ``learning_rate``, β₁ is ``b1``, β₂ is ``b2``, β₃ is ``b3`` and ε is ``eps``. The mean s starts
    at zero without bias correction, which acts as a warm-up of the learning rate.
    """
    del x
    m, v, s = slots
    m = m + hp.one_minus_b1 * (g - m)
    v = (1.0 - hp.one_minus_b2) * v + hp.one_minus_b2 * g * g
    m_hat = m / bias_correction(hp.one_minus_b1, t)
    v_hat = v / bias_correction(hp.one_minus_b2, t)
    rate = hp.learning_rate / (jnp.sqrt(v_hat) + hp.eps)
    s = (1.0 - hp.one_minus_b3) * s + hp.one_minus_b3 * rate
    return -jnp.minimum(rate, s) * m_hat, (m, v, s)

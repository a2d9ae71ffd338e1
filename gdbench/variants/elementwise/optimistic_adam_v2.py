"""Optimistic Adam, in the form that extrapolates Adam's direction."""

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import Reference, SpecialCase, complement, linear, log, static
from gdbench.variants._maths import bias_correction


@variant(
    slots=("first_moment", "second_moment", "last_direction"),
    hyperparameters={
        "learning_rate": log(1e-3, 1e-5, 1e3, tuned=True),
        "alpha": linear(1.0, 0.0, 2.0),
        "beta": log(1.0, 1e-1, 10.0),
        "b1": complement(0.9, 1e-2, 1.0, tuned=True),
        "b2": complement(0.999, 1e-4, 0.3),
        "eps": log(1e-8, 1e-12, 1e-2),
        "nesterov": static(True, True, False),
    },
    source="Daskalakis et al. 2017, arXiv:1711.00141, algorithm 1; α and β: Mokhtari et al. 2019, arXiv:1901.08511",
    reference=Reference("optax:optimistic_adam_v2"),
    special_cases=(
        SpecialCase("adam", here={"nesterov": False, "beta": 0.0}),
        SpecialCase("nadam", here={"nesterov": True, "beta": 0.0}, there={"mode": "optax"}),
    ),
    symmetries={"scale": {"eps": 0.0}, "sign": {}},
    switches={"nesterov": {}},
)
def optimistic_adam_v2(t, g, x, slots, hp):
    """Steps along Adam's direction and extrapolates by the change of that direction since the last step.

    m ← β₁ m + (1 − β₁) g,  v ← β₂ v + (1 − β₂) g²,  r = m̂ / (√v̂ + ε),
    x ← x − η ((α + β) r − β r₋)  with  v̂ = v / (1 − β₂ᵗ),  m̂ = β₁ m / (1 − β₁ᵗ⁺¹) + (1 − β₁) g / (1 − β₁ᵗ)

    where η is ``learning_rate``, β₁ is ``b1``, β₂ is ``b2``, ε is ``eps``, α is ``alpha`` and β is ``beta``.
    Without ``nesterov``, m̂ = m / (1 − β₁ᵗ). In the first step r₋ equals r.
    """
    del x
    m, v, last = slots
    m = (1.0 - hp.one_minus_b1) * m + hp.one_minus_b1 * g
    v = (1.0 - hp.one_minus_b2) * v + hp.one_minus_b2 * g * g
    if hp.nesterov:
        ahead = (1.0 - hp.one_minus_b1) * m / bias_correction(hp.one_minus_b1, t + 1)
        m_hat = ahead + hp.one_minus_b1 * g / bias_correction(hp.one_minus_b1, t)
    else:
        m_hat = m / bias_correction(hp.one_minus_b1, t)
    direction = m_hat / (jnp.sqrt(v / bias_correction(hp.one_minus_b2, t)) + hp.eps)
    last = jnp.where(t == 1, direction, last)
    return -hp.learning_rate * ((hp.alpha + hp.beta) * direction - hp.beta * last), (m, v, direction)

"""RAdam: rectified Adam."""

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import Reference, SpecialCase, complement, linear, log, static
from gdbench.variants._maths import bias_correction


@variant(
    slots=("first_moment", "second_moment"),
    hyperparameters={
        "learning_rate": log(1e-3, 1e-8, 1e2, tuned=True),
        "b1": complement(0.9, 1e-2, 1.0, tuned=True),
        "b2": complement(0.999, 1e-4, 0.3),
        "eps": log(1e-8, 1e-12, 1e-2),
        "threshold": linear(5.0, 4.0, 6.0),
        "mode": static("paper", "paper", "optax", "torch"),
    },
    source="Liu et al. 2019, arXiv:1908.03265, algorithm 2",
    reference=Reference("optax:radam"),
    special_cases=(
        SpecialCase("sgd", here={"b1": 0.0, "threshold": 1e9}),
        SpecialCase("radam", here={"mode": "torch", "eps": 0.0}, there={"mode": "paper"}),
    ),
    symmetries={"sign": {}},
    # ρ as the paper and Optax write it cancels: in the first steps it has lost four digits where β₂ is near 1.
    agreement=1e-11,
)
def radam(t, g, x, slots, hp):
    """Leaves Adam's first steps unscaled and shortens the next ones until the mean square has enough samples.

    m ← β₁ m + (1 − β₁) g,  v ← β₂ v + (1 − β₂) g²,  ρ∞ = 2 / (1 − β₂) − 1,  ρ = ρ∞ − 2 t β₂ᵗ / (1 − β₂ᵗ),
    r = √((ρ − 4) (ρ − 2) ρ∞ / ((ρ∞ − 4) (ρ∞ − 2) ρ)),
    x ← x − η r m̂ / (√v̂ + ε) if ρ ≥ θ, else x − η m̂,  with  m̂ = m / (1 − β₁ᵗ),  v̂ = v / (1 − β₂ᵗ)

    where η is ``learning_rate``, β₁ is ``b1``, β₂ is ``b2``, ε is ``eps`` and θ is ``threshold``. The paper
    requires ρ > 4; its authors' code and Optax require ρ ≥ 5. ``mode`` "paper" and "optax" compute this rule;
    "torch" adds ε to √v before the bias is corrected, r m̂ √(1 − β₂ᵗ) / (√v + ε), and requires ρ > θ.
    """
    del x
    m, v = slots
    m = m + hp.one_minus_b1 * (g - m)
    v = (1.0 - hp.one_minus_b2) * v + hp.one_minus_b2 * g * g
    m_hat = m / bias_correction(hp.one_minus_b1, t)
    rectified, trusted = rectification(t, hp)
    correction = bias_correction(hp.one_minus_b2, t)
    if hp.mode == "torch":
        scaled = rectified * m_hat * jnp.sqrt(correction) / (jnp.sqrt(v) + hp.eps)
    else:
        scaled = rectified * m_hat / (jnp.sqrt(v / correction) + hp.eps)
    return -hp.learning_rate * jnp.where(trusted, scaled, m_hat), (m, v)


def rectification(t, hp):
    """Return r, and whether ρ ≥ ``threshold``, or ρ > ``threshold`` in the mode of torch.

    ρ is computed without cancellation: with c = −ln β₂ it is coth(c/2) + t − t coth(c t/2), where the poles of
    both coth cancel, see `_coth_beyond_pole`.
    """
    c = -jnp.log1p(-hp.one_minus_b2)
    limit = 2.0 / hp.one_minus_b2 - 1.0
    early = t + _coth_beyond_pole(0.5 * c) - t * _coth_beyond_pole(0.5 * c * t)
    late = limit - 2.0 * t / jnp.expm1(c * t)
    length = jnp.where(c * t < 2.0, early, late)
    trusted = length > hp.threshold if hp.mode == "torch" else length >= hp.threshold
    squared = (length - 4.0) * (length - 2.0) * limit / ((limit - 4.0) * (limit - 2.0) * length)
    return jnp.sqrt(jnp.where(trusted, squared, 1.0)), trusted


def _coth_beyond_pole(y):
    """Return coth y − 1/y for 0 < y ≤ 1, by its continued fraction y / (3 + y² / (5 + y² / (7 + …)))."""
    tail = 17.0
    for odd in (15.0, 13.0, 11.0, 9.0, 7.0, 5.0, 3.0):
        tail = odd + y * y / tail
    return y / tail

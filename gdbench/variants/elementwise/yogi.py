"""Yogi."""

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import Reference, complement, log, static
from gdbench.variants._maths import bias_correction


def start(x, hp):
    """Return the moments before the first step."""
    both = jnp.full_like(x, 1e-6) if hp.mode == "optax" else jnp.zeros_like(x)
    return both, both


@variant(
    slots=("first_moment", "second_moment"),
    hyperparameters={
        "learning_rate": log(1e-2, 1e-5, 1e3, tuned=True),
        "b1": complement(0.9, 1e-2, 1.0, tuned=True),
        "b2": complement(0.999, 1e-4, 0.3),
        "eps": log(1e-3, 1e-6, 1e-2),
        "mode": static("paper", "paper", "optax"),
    },
    source="Zaheer et al. 2018, NeurIPS, Adaptive methods for nonconvex optimization, algorithm 2",
    start=start,
    reference=Reference("optax:yogi", own={"mode": "optax"}),
    symmetries={"scale": {"eps": 0.0}, "sign": {}},
)
def yogi(t, g, x, slots, hp):
    """Changes Adam's mean square by steps of limited size, so that a large gradient is not forgotten quickly.

    m ← β₁ m + (1 − β₁) g,  v ← v − (1 − β₂) sign(v − g²) g²,  x ← x − η m / (√v + ε)

    where η is ``learning_rate``, β₁ is ``b1``, β₂ is ``b2`` and ε is ``eps``. v starts as the square of the
    first gradient. In ``mode`` "optax", m and v start at 1e-6, and the step uses m / (1 − β₁ᵗ) and
    v / (1 − β₂ᵗ).
    """
    del x
    m, v = slots
    square = g * g
    if hp.mode == "paper":
        v = jnp.where(t == 1, square, v)
    m = (1.0 - hp.one_minus_b1) * m + hp.one_minus_b1 * g
    v = v - hp.one_minus_b2 * jnp.sign(v - square) * square
    if hp.mode == "paper":
        return -hp.learning_rate * m / (jnp.sqrt(v) + hp.eps), (m, v)
    m_hat = m / bias_correction(hp.one_minus_b1, t)
    v_hat = v / bias_correction(hp.one_minus_b2, t)
    return -hp.learning_rate * m_hat / (jnp.sqrt(v_hat) + hp.eps), (m, v)

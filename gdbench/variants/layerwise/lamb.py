"""LAMB: Adam with layer-wise trust ratios."""

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import Reference, complement, linear, log
from gdbench.variants._maths import bias_correction, norm


@variant(
    slots=("first_moment", "second_moment"),
    hyperparameters={
        "learning_rate": log(1e-3, 1e-5, 1e3, tuned=True),
        "b1": complement(0.9, 1e-2, 1.0, tuned=True),
        "b2": complement(0.999, 1e-4, 0.3),
        "eps": log(1e-6, 1e-12, 1e-2),
        "eps_root": linear(0.0, 0.0, 1e-6),
        "weight_decay": linear(0.0, 0.0, 1e-1),
    },
    source="You et al. 2019, arXiv:1904.00962, algorithm 2, with φ(z) = z",
    over="leaf",
    reference=Reference("optax:lamb"),
    symmetries={"scale": {"eps": 0.0}, "sign": {}},
)
def lamb(t, g, x, slots, hp):
    """Rescales Adam's direction in each layer to a length in proportion to the weights.

    m ← β₁ m + (1 − β₁) g,  v ← β₂ v + (1 − β₂) g²,
    u = m̂ / (√(v̂ + ε₀) + ε) + λ x,  x ← x − η u ‖x‖ / ‖u‖

    where η is ``learning_rate``, β₁ is ``b1``, β₂ is ``b2``, ε is ``eps``, ε₀ is ``eps_root`` and λ is
    ``weight_decay``; m̂ and v̂ are as in Adam, and norms are over one leaf. The ratio is 1 where ‖x‖ or ‖u‖ is
    zero.
    """
    m, v = slots
    m = (1.0 - hp.one_minus_b1) * m + hp.one_minus_b1 * g
    v = (1.0 - hp.one_minus_b2) * v + hp.one_minus_b2 * g * g
    m_hat = m / bias_correction(hp.one_minus_b1, t)
    v_hat = v / bias_correction(hp.one_minus_b2, t)
    u = m_hat / (jnp.sqrt(v_hat + hp.eps_root) + hp.eps) + hp.weight_decay * x
    weights, length = norm(x), norm(u)
    defined = (weights > 0) & (length > 0)
    ratio = jnp.where(defined, weights / jnp.where(defined, length, 1.0), 1.0)
    return -hp.learning_rate * (ratio * u), (m, v)

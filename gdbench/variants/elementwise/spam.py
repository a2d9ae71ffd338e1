"""SPAM: Adam with spike clipping and periodic resets of its momentum."""

import math

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import SpecialCase, complement, log, static
from gdbench.variants._maths import bias_correction


@variant(
    slots=("first_moment", "second_moment"),
    hyperparameters={
        "learning_rate": log(1e-3, 1e-5, 1e3, tuned=True),
        "b1": complement(0.9, 1e-2, 1.0, tuned=True),
        "b2": complement(0.999, 1e-4, 0.3),
        "eps": log(1e-8, 1e-12, 1e-2),
        "spike": log(5000.0, 10.0, 1e5),
        "period": static(500),
        "warmup": static(150),
    },
    source="Huang et al. 2025, arXiv:2501.06842, algorithm 1",
    special_cases=(SpecialCase("adam", here={"spike": 1e200}),),
    symmetries={"scale": {"eps": 0.0}, "sign": {}},
)
def spam(t, g, x, slots, hp):
    """Clips sudden gradients to a multiple of Adam's root mean square, and resets both moments periodically.

    m, v ← 0 at every multiple of P,  g ← sign(g) √(θ v) where g² > θ v > 0,
    m ← β₁ m + (1 − β₁) g,  v ← β₂ v + (1 − β₂) g²,
    x ← x − η w m̂ / (√v̂ + ε)  with  m̂ = m / (1 − β₁ᵏ),  v̂ = v / (1 − β₂ᵏ)

    where η is ``learning_rate``, β₁ is ``b1``, β₂ is ``b2``, ε is ``eps``, θ is ``spike``, P is ``period`` and
    k counts the gradients since the last reset. The factor w is 1 until the first reset; s steps after a reset
    it is 1 − ½ (1 + cos(π min(s, W) / W)), where W is ``warmup``. A coordinate with v = 0 is not clipped. The
    authors' code does not restart k, waits 20 steps before it clips, and can restrict the rule to a part of the
    coordinates.
    """
    del x
    m, v = slots
    since = t % hp.period
    fresh = t < hp.period
    kept = jnp.where(since == 0, 0.0, 1.0).astype(g.dtype)
    m, v = kept * m, kept * v
    limit = jnp.sqrt(hp.spike) * jnp.sqrt(v)
    g = jnp.where((v > 0) & (jnp.abs(g) > limit), jnp.sign(g) * limit, g)
    m = (1.0 - hp.one_minus_b1) * m + hp.one_minus_b1 * g
    v = (1.0 - hp.one_minus_b2) * v + hp.one_minus_b2 * g * g
    count = jnp.where(fresh, t, since + 1)
    m_hat = m / bias_correction(hp.one_minus_b1, count)
    v_hat = v / bias_correction(hp.one_minus_b2, count)
    half_angle = (0.5 * math.pi / hp.warmup) * jnp.minimum(since, hp.warmup)
    share = jnp.where(fresh, 1.0, jnp.sin(half_angle) ** 2).astype(g.dtype)
    return -hp.learning_rate * share * (m_hat / (jnp.sqrt(v_hat) + hp.eps)), (m, v)

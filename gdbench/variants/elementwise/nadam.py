"""NAdam: Adam with Nesterov momentum."""

import math

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import Reference, SpecialCase, complement, linear, log, static
from gdbench.variants._maths import bias_correction, debiased


def start(x, hp):
    """Return zero moments and, in the modes that keep it, the empty product of the momenta, 1."""
    moments = (jnp.zeros_like(x), jnp.zeros_like(x))
    return moments if hp.mode == "optax" else (*moments, jnp.ones_like(x[:1]))


@variant(
    slots=("first_moment", "second_moment", "product"),
    hyperparameters={
        "learning_rate": log(2e-3, 1e-5, 1.0, tuned=True),
        "b1": complement(0.9, 1e-2, 1.0, tuned=True),
        "b2": complement(0.999, 1e-4, 0.3),
        "eps": log(1e-8, 1e-12, 1e-2),
        "momentum_decay": log(4e-3, 1e-4, 1e-1),
        "weight_decay": linear(0.0, 0.0, 1e-1),
        "mode": static("paper", "paper", "optax", "torch"),
    },
    source="Dozat 2016, https://openreview.net/forum?id=OM0jvwB8jIp57ZJjtNEZ, algorithm 2",
    start=start,
    reference=Reference("optax:nadam", own={"mode": "optax"}),
    special_cases=(
        SpecialCase("adam", here={"b1": 0.0, "mode": "paper"}),
        SpecialCase("adam", here={"b1": 0.0, "mode": "optax"}),
        SpecialCase("adam", here={"b1": 0.0, "mode": "torch"}),
        SpecialCase("nadam", here={"momentum_decay": 1e6, "mode": "paper"}, there={"mode": "optax"}),
        SpecialCase("nadam", here={"momentum_decay": 1e6, "mode": "torch"}, there={"mode": "optax"}),
        SpecialCase("nadamw", here={"mode": "optax", "weight_decay": 1e-2}, there={"weight_decay": 1e-2}),
    ),
    symmetries={"scale": {"eps": 0.0}, "sign": {}},
)
def nadam(t, g, x, slots, hp):
    """Takes Adam's step along the momentum that it expects in the next step, with a momentum that warms up.

    μ_t = β₁ (1 − ½ · 0.96^(ψ t)),  m ← μ_t m + (1 − μ_t) g,  v ← β₂ v + (1 − β₂) g²,
    m̄ = μ_{t+1} m / (1 − μ_1 ⋯ μ_{t+1}) + (1 − μ_t) g / (1 − μ_1 ⋯ μ_t),
    x ← x − η (m̄ / (√v̂ + ε) + λ x)  with  v̂ = v / (1 − β₂ᵗ)

    where η is ``learning_rate``, β₁ is ``b1``, β₂ is ``b2``, ε is ``eps`` and ψ is ``momentum_decay``. λ is
    ``weight_decay``, which is 0 in the paper and is torch's decoupled decay. ``mode`` "torch" uses the mean
    m ← β₁ m + (1 − β₁) g instead; "optax" uses μ_t = β₁ throughout.
    """
    m, v = slots[:2]
    v = (1.0 - hp.one_minus_b2) * v + hp.one_minus_b2 * g * g
    root = jnp.sqrt(v / bias_correction(hp.one_minus_b2, t)) + hp.eps
    if hp.mode == "optax":
        m = m + hp.one_minus_b1 * (g - m)
        ahead = debiased(t, g, m, hp.one_minus_b1, True)
        return -hp.learning_rate * (ahead / root + hp.weight_decay * x), (m, v)
    now, after = _one_minus_momentum(t, hp), _one_minus_momentum(t + 1, hp)
    product = slots[2] * (1.0 - now)
    m = m + (now if hp.mode == "paper" else hp.one_minus_b1) * (g - m)
    ahead = (1.0 - after) * m / (1.0 - product * (1.0 - after)) + now * g / (1.0 - product)
    return -hp.learning_rate * (ahead / root + hp.weight_decay * x), (m, v, product)


def _one_minus_momentum(t, hp):
    """Return 1 − μ_t, without cancellation."""
    damping = 0.5 * jnp.exp(t * (math.log(0.96) * hp.momentum_decay))
    return hp.one_minus_b1 + damping - hp.one_minus_b1 * damping

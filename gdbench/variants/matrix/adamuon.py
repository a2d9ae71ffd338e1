"""AdaMuon: Muon of signs, with a second moment."""

import math
from types import SimpleNamespace

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import complement, linear, log, static
from gdbench.variants.matrix._newton_schulz import orthogonalised
from gdbench.variants.matrix._sizes import length
from gdbench.variants.matrix._vectors import ADAM, adam_direction


@variant(
    slots=("momentum", "second_moment"),
    hyperparameters={
        "learning_rate": log(2e-2, 1e-5, 1e3, tuned=True),
        "b1": complement(0.95, 1e-2, 1.0, tuned=True),
        "b2": complement(0.95, 1e-3, 0.3),
        "weight_decay": linear(0.0, 0.0, 1e-1),
        "ns_steps": static(5),
        "eps": log(1e-8, 1e-12, 1e-2),
        **ADAM,
    },
    source="Si, Zhang & Shen 2025, arXiv:2507.11005, algorithm 1",
    over="matrix",
    symmetries={"scale": {"adam_eps": 0.0}, "sign": {}},
)
def adamuon(t, g, x, slots, hp):
    """Orthogonalises the signs of the momentum and divides each coordinate by its root mean square over time.

    M ← β₁ M + G,  O ≈ (S Sᵀ)^(−½) S  with  S = sign(M),  V ← β₂ V + (1 − β₂) O²,
    N = O / (√V + ε),  X ← X − η (0.2 √(rows · columns) N / (‖N‖ + ε) + λ X)

    where η is ``learning_rate``, β₁ is ``b1``, β₂ is ``b2``, ε is ``eps`` and λ is ``weight_decay``;
    `orthogonalised` computes O in ``ns_steps`` steps with an ε of 10⁻⁷. Leaves that are not matrices take
    AdamW's step with the same η and λ, and with ``adam_b1``, ``adam_b2``, ``adam_eps``.
    """
    if g.ndim != 2:
        direction, slots = adam_direction(t, g, slots, hp)
        return -hp.learning_rate * (direction + hp.weight_decay * x), slots
    m, v = slots
    m = (1.0 - hp.one_minus_b1) * m + g
    o = orthogonalised(jnp.sign(m), SimpleNamespace(ns_steps=hp.ns_steps, eps=1e-7))
    v = (1.0 - hp.one_minus_b2) * v + hp.one_minus_b2 * o * o
    n = o / (jnp.sqrt(v) + hp.eps)
    step = 0.2 * math.sqrt(g.size) * (n / (length(n) + hp.eps))
    return -hp.learning_rate * (step + hp.weight_decay * x), (m, v)

"""Muon: orthogonalised momentum."""

import math

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import Reference, complement, linear, log, static
from gdbench.variants._maths import bias_correction, debiased
from gdbench.variants.matrix._newton_schulz import orthogonalised


@variant(
    slots=("momentum", "second_moment"),
    hyperparameters={
        "learning_rate": log(2e-2, 1e-5, 1e3, tuned=True),
        "b1": complement(0.95, 1e-2, 1.0, tuned=True),
        "ns_steps": static(5),
        "weight_decay": linear(0.0, 0.0, 1e-1),
        "nesterov": static(True, True, False),
        "eps": log(1e-8, 1e-12, 1e-2),
        "adam_b1": complement(0.9, 1e-2, 1.0),
        "adam_b2": complement(0.999, 1e-4, 0.3),
        "adam_eps": log(1e-8, 1e-12, 1e-2),
        "mode": static("paper", "paper", "optax"),
    },
    source="Jordan et al. 2024, https://kellerjordan.github.io/posts/muon",
    over="matrix",
    reference=Reference("optax:muon", own={"mode": "optax"}, names={"b1": "beta"}),
    symmetries={"scale": {"eps": 0.0, "adam_eps": 0.0}, "sign": {}},
    switches={"nesterov": {}},
)
def muon(t, g, x, slots, hp):
    """Replaces the momentum of a matrix by the nearest orthogonal matrix, so that all its directions move alike.

    M ← μ M + (1 − μ) G,  U = μ M + (1 − μ) G  (``nesterov``; else U = M),
    X ← X − η (√max(1, columns / rows) · O + λ X)  with  O ≈ (U Uᵀ)^(−½) U, see `orthogonalised`

    where η is ``learning_rate``, μ is ``b1`` and λ is ``weight_decay``; `orthogonalised` computes O in ``ns_steps``
    steps with ``eps``. Leaves that are not matrices take Adam's step with the same η and ``adam_b1``, ``adam_b2``,
    ``adam_eps``, without decay. A matrix maps rows (inputs) to columns (outputs); the source has the transposed
    layout, where rows and columns are exchanged in the factor.

    ``mode`` "optax" differs in three ways: U is corrected for its zero start (see `debiased`), Adam's ε is
    ``eps``, and Adam's first moment has the same look-ahead as U.
    """
    m, v = slots
    optax = hp.mode == "optax"
    if g.ndim == 2:
        m = m + hp.one_minus_b1 * (g - m)
        if optax:
            u = debiased(t, g, m, hp.one_minus_b1, hp.nesterov)
        else:
            u = m + hp.one_minus_b1 * (g - m) if hp.nesterov else m
        rows, columns = g.shape
        factor = math.sqrt(max(1.0, columns / rows))
        return -hp.learning_rate * (factor * orthogonalised(u, hp) + hp.weight_decay * x), (m, v)
    m = m + hp.one_minus_adam_b1 * (g - m)
    v = (1.0 - hp.one_minus_adam_b2) * v + hp.one_minus_adam_b2 * g * g
    m_hat = debiased(t, g, m, hp.one_minus_adam_b1, optax and hp.nesterov)
    v_hat = v / bias_correction(hp.one_minus_adam_b2, t)
    return -hp.learning_rate * m_hat / (jnp.sqrt(v_hat) + (hp.eps if optax else hp.adam_eps)), (m, v)

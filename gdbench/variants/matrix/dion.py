"""Dion: orthonormal steps of low rank."""

import math

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import complement, log, static
from gdbench.variants._linear_algebra import orthonormal
from gdbench.variants._maths import norm, product
from gdbench.variants.matrix._sizes import DEFAULT_RANK, rank_refused, rank_within
from gdbench.variants.matrix._vectors import ADAM, adam_direction


def start(x, hp):
    """Return a zero momentum and the first unit vectors for a matrix, or Adam's zero moments for another leaf."""
    if x.ndim != 2:
        return jnp.zeros_like(x), jnp.zeros_like(x)
    return jnp.zeros_like(x), jnp.eye(x.shape[0], rank_within(hp.rank, x.shape), dtype=x.dtype)


@variant(
    slots=("momentum", "inputs"),
    hyperparameters={
        "learning_rate": log(1e-2, 1e-5, 1e3, tuned=True),
        "mu": complement(0.95, 1e-3, 0.5, tuned=True),
        "rank": static(DEFAULT_RANK, tried=(DEFAULT_RANK, 1)),
        **ADAM,
    },
    source="Ahn et al. 2025, arXiv:2504.05295, algorithm 1",
    over="matrix",
    start=start,
    symmetries={"sign": {}},
    refuses=rank_refused,
)
def dion(t, g, x, slots, hp):
    """Takes equal steps along the leading directions of the momentum, and keeps the rest in the momentum.

    B = M + G,  P = the orthonormal columns of Bᵀ Q,  R = B P,  M ← B − (1 − μ) R Pᵀ,
    Q ← columns of R, each / (its length + 10⁻⁸),  X ← X − η √(columns / rows) Q Pᵀ

    where η is ``learning_rate``, μ is ``mu`` and Q and P have ``rank`` columns, or as many as the smaller side
    if that is less. Q starts from the first unit vectors (in the source from random ones). Where B = 0, nothing
    changes. Leaves that are not matrices take Adam's step with the same η and with ``adam_b1``, ``adam_b2``,
    ``adam_eps``.
    """
    del x
    if g.ndim != 2:
        direction, slots = adam_direction(t, g, slots, hp)
        return -hp.learning_rate * direction, slots
    m, q = slots
    b = m + g
    largest = jnp.max(jnp.abs(b))
    still = largest == 0
    p = orthonormal(product((b / jnp.where(still, 1.0, largest)).T, q))
    r = product(b, p)
    new = r / (norm(r) + 1e-8)
    rows, columns = g.shape
    step = -hp.learning_rate * math.sqrt(columns / rows) * product(new, p.T)
    kept = b - hp.one_minus_mu * product(r, p.T)
    return jnp.where(still, 0.0, step), (jnp.where(still, m, kept), jnp.where(still, q, new))

"""Scion: steps to the boundary of a norm ball, with one norm per kind of leaf."""

import math
from types import SimpleNamespace

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import complement, log, static
from gdbench.variants.matrix._newton_schulz import orthogonalised


@variant(
    slots=("momentum",),
    hyperparameters={
        "learning_rate": log(1e-2, 1e-5, 1e3, tuned=True),
        "b1": complement(0.9, 1e-2, 1.0, tuned=True),
        "scale": log(1.0, 1.0, 1e3),
        "constrained": static(False, False, True),
    },
    source="Pethick et al. 2025, arXiv:2502.07529, algorithms 1 and 2, table 2",
    over="matrix",
    symmetries={"sign": {}},
)
def scion(t, g, x, slots, hp):
    """Takes steepest-descent steps of fixed length, where the norm of a matrix is its largest singular value.

    D ← β D + (1 − β) G,  X ← X − η ρ √(columns / rows) O  with  O ≈ (D Dᵀ)^(−½) D

    where η is ``learning_rate``, β is ``b1`` (the source has α = 1 − β) and ρ is ``scale``; `orthogonalised`
    computes O in 5 steps with an ε of 10⁻⁷. Leaves that are not matrices step along sign(D). ``constrained``
    uses X ← (1 − η) X − …, which keeps X in a ball of radius ρ.
    """
    del t
    d = slots[0] + hp.one_minus_b1 * (g - slots[0])
    if g.ndim == 2:
        rows, columns = g.shape
        direction = math.sqrt(columns / rows) * orthogonalised(d, SimpleNamespace(ns_steps=5, eps=1e-7))
    else:
        direction = jnp.sign(d)
    pull = x if hp.constrained else 0.0
    return -hp.learning_rate * (hp.scale * direction + pull), (d,)

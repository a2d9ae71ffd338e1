"""CAME: Adafactor guided by its confidence."""

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import complement, linear, log
from gdbench.variants.matrix._factored import averaged, averaged_sides, clipped, inverse_root, positive


def start(x, hp):
    """Return a zero momentum, and zero mean squares and instabilities of the rows and columns of a matrix."""
    del hp
    if x.ndim != 2:
        return jnp.zeros_like(x), jnp.zeros_like(x)
    rows, columns = jnp.zeros_like(x[:, 0]), jnp.zeros_like(x[0])
    return jnp.zeros_like(x), rows, columns, rows, columns


@variant(
    slots=("momentum", "mean_squares", "instability"),
    hyperparameters={
        "learning_rate": log(2e-4, 1e-5, 1e3, tuned=True),
        "b1": complement(0.9, 1e-2, 1.0, tuned=True),
        "b2": complement(0.999, 1e-4, 0.3),
        "b3": complement(0.9999, 1e-5, 1e-1),
        "eps1": log(1e-30, 1e-38, 1e-10),
        "eps2": log(1e-16, 1e-20, 1e-6),
        "clip": log(1.0, 0.1, 10.0),
        "weight_decay": linear(0.0, 0.0, 1e-1),
    },
    source="Luo et al. 2023, arXiv:2307.02047, algorithm 2",
    over="matrix",
    start=start,
    symmetries={"scale": {"eps1": 0.0, "eps2": 0.0}, "sign": {}},
)
def came(t, g, x, slots, hp):
    """Adds momentum to Adafactor, and shortens steps where updates deviate far from their mean.

    U = G / √V, clipped,  M ← β₁ M + (1 − β₁) U,  X ← (1 − η λ) X − η M / √S,
    V = r kᵀ / mean(r),  r ← β₂ r + (1 − β₂) mean of G² + ε₁ over columns,  k likewise over rows,
    S = the same of (U − M)² + ε₂ with β₃

    where η is ``learning_rate``, β₁ is ``b1``, β₂ is ``b2``, β₃ is ``b3``, ε₁ is ``eps1``, ε₂ is ``eps2`` and λ
    is ``weight_decay``. U is divided by max(1, RMS(U) / ``clip``). Leaves that are not matrices store V in full
    and have S = 1.
    """
    del t
    m, squares = slots[0], g * g + hp.eps1
    if g.ndim == 2:
        sides = averaged_sides(slots[1:3], squares, hp.one_minus_b2)
        u = clipped(g * inverse_root(sides), hp.clip)
        m = m + hp.one_minus_b1 * (u - m)
        strayed = averaged_sides(slots[3:], (u - m) ** 2 + hp.eps2, hp.one_minus_b3)
        direction, state = m * inverse_root(strayed), (m, *sides, *strayed)
    else:
        v = averaged(slots[1], squares, hp.one_minus_b2)
        u = clipped(g / jnp.sqrt(positive(v)), hp.clip)
        m = m + hp.one_minus_b1 * (u - m)
        direction, state = m, (m, v)
    return -hp.learning_rate * (direction + hp.weight_decay * x), state

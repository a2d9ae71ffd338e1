"""GaLore: Adam in the leading directions of the gradient."""

import numpy as np
from jax import lax
from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import complement, log, static
from gdbench.variants._linear_algebra import svd
from gdbench.variants._maths import product
from gdbench.variants.matrix._sizes import DEFAULT_RANK, rank_refused, rank_within
from gdbench.variants.matrix._vectors import normalised


def start(x, hp):
    """Return zero moments and, for a matrix, a first projection that involves all coordinates.

    A matrix has moments of its projected gradient. Its first projection consists of discrete cosines and is
    used only if the first gradient is zero.
    """
    if x.ndim != 2:
        return jnp.zeros_like(x), jnp.zeros_like(x)
    rank, side = rank_within(hp.rank, x.shape), max(x.shape)
    moment = jnp.zeros((rank, min(x.shape)), x.dtype)
    waves = np.cos(np.pi / side * np.outer(np.arange(side) + 0.5, np.arange(rank)))
    return moment, moment, jnp.asarray(waves / np.linalg.norm(waves, axis=0), x.dtype)


@variant(
    slots=("first_moment", "second_moment", "projection"),
    hyperparameters={
        "learning_rate": log(1e-3, 1e-5, 1e3, tuned=True),
        "rank": static(DEFAULT_RANK, tried=(DEFAULT_RANK, 1)),
        "update_proj_gap": static(200),
        "scale": log(1.0, 0.1, 10.0),
        "b1": complement(0.9, 1e-2, 1.0, tuned=True),
        "b2": complement(0.999, 1e-4, 0.3),
        "eps": log(1e-8, 1e-12, 1e-2),
    },
    source="Zhao et al. 2024, arXiv:2403.03507, algorithm 2",
    over="matrix",
    start=start,
    symmetries={"scale": {"eps": 0.0}, "sign": {}},
    refuses=rank_refused,
)
def galore(t, g, x, slots, hp):
    """Runs Adam on the projection of a matrix's gradient onto its leading singular vectors, which saves state.

    P ← the first r left singular vectors of G, every ``update_proj_gap`` steps,  Z = Pᵀ G,
    M ← β₁ M + (1 − β₁) Z,  V ← β₂ V + (1 − β₂) Z²,  X ← X − η α P M̂ / (√V̂ + ε)
    with  M̂ = M / (1 − β₁ᵗ),  V̂ = V / (1 − β₂ᵗ)

    where η is ``learning_rate``, r is ``rank`` (or the smaller side if that is less), α is ``scale``, β₁ is
    ``b1``, β₂ is ``b2`` and ε is ``eps``. A matrix with more columns than rows is transposed. Leaves that are
    not matrices take Adam's step without α.

    New singular vectors take the signs that bring them nearest to the old ones; a zero gradient leaves P
    unchanged. Optax does not align the signs and always computes the vectors in single precision. Where V
    overflows, it does so in some directions only, so the rule then makes the whole step NaN.
    """
    del x
    m, v, *projection = slots
    if not projection:
        direction, state = normalised(t, g, (m, v), hp.one_minus_b1, hp.one_minus_b2, hp.eps)
        return -hp.learning_rate * direction, state
    wide = g.shape[0] < g.shape[1]
    tall = g.T if wide else g
    due = (t - 1) % hp.update_proj_gap == 0
    p = lax.cond(due, _leading, lambda old, _: old, projection[0], tall)
    direction, state = normalised(t, product(p.T, tall), (m, v), hp.one_minus_b1, hp.one_minus_b2, hp.eps)
    move = product(p, jnp.where(jnp.all(jnp.isfinite(state[1])), direction, jnp.nan))
    return -hp.learning_rate * hp.scale * (move.T if wide else move), (*state, p)


def _leading(old, g):
    """Return as many left singular vectors as there are, each turned to the side of the old one."""
    largest = jnp.max(jnp.abs(g))
    u, _, _ = svd(g / jnp.where(largest > 0, largest, 1.0))
    new = u[:, : old.shape[1]]
    aligned = jnp.where(jnp.sum(new * old, axis=0) < 0, -new, new)
    return jnp.where(largest == 0, old, aligned)

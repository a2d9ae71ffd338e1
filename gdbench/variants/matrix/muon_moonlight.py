"""Muon as in Moonlight, with steps as long as Adam's."""

import math

from gdbench.registry import variant
from gdbench.types import complement, linear, log, static
from gdbench.variants.matrix._newton_schulz import orthogonalised
from gdbench.variants.matrix._vectors import ADAM, adam_direction, start


@variant(
    slots=("momentum", "second_moment"),
    hyperparameters={
        "learning_rate": log(2e-3, 1e-5, 1e3, tuned=True),
        "b1": complement(0.95, 1e-2, 1.0, tuned=True),
        "weight_decay": linear(0.1, 0.0, 0.5),
        "ns_steps": static(5),
        "eps": log(1e-8, 1e-12, 1e-2),
        **ADAM,
    },
    source="Liu et al. 2025, arXiv:2502.16982, equations 1 and 4, and the authors' code",
    over="matrix",
    start=start,
    symmetries={"scale": {"eps": 0.0, "adam_eps": 0.0}, "sign": {}},
)
def muon_moonlight(t, g, x, slots, hp):
    """Scales Muon's steps so that they have the same root mean square as Adam's for every matrix.

    M ← μ M + G,  U = G + μ M,  X ← X − η (0.2 √max(rows, columns) O + λ X)  with  O ≈ (U Uᵀ)^(−½) U

    where η is ``learning_rate``, μ is ``b1`` and λ is ``weight_decay``; `orthogonalised` computes O in
    ``ns_steps`` steps with ``eps``. Leaves that are not matrices take AdamW's step with the same η and λ, and
    with ``adam_b1``, ``adam_b2``, ``adam_eps``.
    """
    if g.ndim != 2:
        direction, slots = adam_direction(t, g, slots, hp)
        return -hp.learning_rate * (direction + hp.weight_decay * x), slots
    b1 = 1.0 - hp.one_minus_b1
    m = b1 * slots[0] + g
    o = 0.2 * math.sqrt(max(g.shape)) * orthogonalised(g + b1 * m, hp)
    return -hp.learning_rate * (o + hp.weight_decay * x), (m,)

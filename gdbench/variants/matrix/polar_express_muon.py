"""Muon with the Polar Express iteration in place of Newton–Schulz."""

import math

from gdbench.registry import variant
from gdbench.types import complement, linear, log, static
from gdbench.variants._maths import product
from gdbench.variants.matrix._sizes import length
from gdbench.variants.matrix._vectors import ADAM, adam_direction, start

OPTIMAL = (
    (8.28721201814563, -23.595886519098837, 17.300387312530933),
    (4.107059111542203, -2.9478499167379106, 0.5448431082926601),
    (3.9486908534822946, -2.908902115962949, 0.5518191394370137),
    (3.3184196573706015, -2.488488024314874, 0.51004894012372),
    (2.300652019954817, -1.6689039845747493, 0.4188073119525673),
    (1.891301407787398, -1.2679958271945868, 0.37680408948524835),
    (1.8750014808534479, -1.2500016453999487, 0.3750001645474248),
    (1.875, -1.25, 0.375),
)


@variant(
    slots=("momentum", "second_moment"),
    hyperparameters={
        "learning_rate": log(2e-2, 1e-5, 1e3, tuned=True),
        "b1": complement(0.95, 1e-2, 1.0, tuned=True),
        "weight_decay": linear(0.0, 0.0, 1e-1),
        "ns_steps": static(5),
        "eps": log(1e-8, 1e-12, 1e-2),
        **ADAM,
    },
    source="Amsel, Persson, Musco & Gower 2025, arXiv:2505.16932, algorithm 1 and listing 1",
    over="matrix",
    start=start,
    symmetries={"scale": {"eps": 0.0, "adam_eps": 0.0}, "sign": {}},
)
def polar_express_muon(t, g, x, slots, hp):
    """Orthogonalises Muon's momentum with the optimal polynomial in each step of the iteration.

    M ← μ M + (1 − μ) G,  U = μ M + (1 − μ) G,
    X ← X − η (√max(1, columns / rows) O + λ X)  with  O ≈ (U Uᵀ)^(−½) U, see `polar_express`

    where η is ``learning_rate``, μ is ``b1`` and λ is ``weight_decay``. Leaves that are not matrices take
    AdamW's step with the same η and λ, and with ``adam_b1``, ``adam_b2``, ``adam_eps``.
    """
    if g.ndim != 2:
        direction, slots = adam_direction(t, g, slots, hp)
        return -hp.learning_rate * (direction + hp.weight_decay * x), slots
    m = slots[0] + hp.one_minus_b1 * (g - slots[0])
    rows, columns = g.shape
    factor = math.sqrt(max(1.0, columns / rows))
    o = factor * polar_express(m + hp.one_minus_b1 * (g - m), hp)
    return -hp.learning_rate * (o + hp.weight_decay * x), (m,)


def polar_express(u, hp):
    """Bring all singular values of a matrix near 1 by quintics, each optimal for the range that is left.

    Y = U / (1.01 ‖U‖ + ε), then ``ns_steps`` times  Y ← a Y + (b K + c K²) Y  with  K = Y Yᵀ, on the transpose
    where rows outnumber columns. ε is ``eps``; (a, b, c) come from a table whose entries, except the last,
    apply to 1.01 Y.
    """
    rows, columns = u.shape
    y = u / (1.01 * length(u) + hp.eps)
    y = y.T if rows > columns else y
    for i in range(hp.ns_steps):
        shrink = 1.01 if i < len(OPTIMAL) - 1 else 1.0
        a, b, c = OPTIMAL[min(i, len(OPTIMAL) - 1)]
        k = product(y, y.T)
        y = a / shrink * y + product(b / shrink**3 * k + c / shrink**5 * product(k, k), y)
    return y.T if rows > columns else y

"""Gradient descent."""

from gdbench.registry import variant
from gdbench.types import Reference, log
from gdbench.variants._theory import gradient_descent_rate


@variant(
    hyperparameters={"learning_rate": log(1e-2, 1e-8, 1e2, tuned=True)},
    source="Cauchy 1847; with random gradients Robbins & Monro 1951, doi:10.1214/aoms/1177729586",
    reference=Reference("optax:sgd"),
    symmetries={"rotation": {}, "sign": {}},
    stability_edge=lambda hp: 2.0,
    rate=gradient_descent_rate,
)
def sgd(t, g, x, slots, hp):
    """Steps along the negative gradient.

    x ← x − η g

    where η is ``learning_rate``. The rule is stable on a quadratic with largest curvature L while η < 2/L.
    """
    del t, x
    return -hp.learning_rate * g, slots

"""Normalised gradient descent."""

from gdbench.registry import variant
from gdbench.types import log
from gdbench.variants._maths import norm


@variant(
    hyperparameters={
        "learning_rate": log(1e-2, 1e-5, 1e3, tuned=True),
        "eps": log(1e-8, 1e-12, 1e-2),
    },
    source="Nesterov 1984, Matekon 29:519; Hazan, Levy & Shalev-Shwartz 2015, arXiv:1507.02030, algorithm 1",
    over="all",
    symmetries={"scale": {"eps": 0.0}, "rotation": {}, "sign": {}},
)
def normalized_gd(t, g, x, slots, hp):
    """Takes steps of one length along the negative gradient, however large the gradient is.

    x ← x − η g / (‖g‖ + ε)

    where η is ``learning_rate``, ε is ``eps`` and ‖g‖ is the norm over all parameters.
    """
    del t, x
    return -hp.learning_rate * (g / (norm(g) + hp.eps)), slots

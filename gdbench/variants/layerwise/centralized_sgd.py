"""Heavy ball with centralised gradients."""

from gdbench.registry import variant
from gdbench.types import complement, log
from gdbench.variants._maths import centralized


@variant(
    slots=("velocity",),
    hyperparameters={
        "learning_rate": log(1e-2, 1e-8, 1e2, tuned=True),
        "momentum": complement(0.9, 1e-3, 1.0, tuned=True),
    },
    source="Yong, Huang, Hua & Zhang 2020, arXiv:2004.01461, equation 1 and algorithm 1",
    over="matrix",
    symmetries={"sign": {}},
    stability_edge=lambda hp: 2.0 * (1.0 + hp["momentum"]),
)
def centralized_sgd(t, g, x, slots, hp):
    """Runs heavy ball on gradients from which the mean over the weights into each unit is subtracted.

    v ← μ v + u,  x ← x − η v  with  u = g − its mean over the inputs of a unit

    where η is ``learning_rate`` and μ is ``momentum``. The inputs are the rows of a matrix, and the mean is
    over each column; vectors and scalars have u = g, so on them the rule is heavy ball, which is stable while η
    L < 2 (1 + μ).
    """
    del t, x
    (v,) = slots
    v = (1.0 - hp.one_minus_momentum) * v + centralized(g)
    return -hp.learning_rate * v, (v,)

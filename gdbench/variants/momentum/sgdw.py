"""SGDW: momentum with decoupled weight decay."""

from gdbench.registry import variant
from gdbench.types import SpecialCase, complement, linear, log, static


def edge(hp):
    """Return the stability edge of heavy ball or of Nesterov's method, which ignores the decay."""
    beta, kept = hp["momentum"], 1.0 - hp["dampening"]
    return (2.0 + 2.0 * beta) / (1.0 + beta + beta * kept if hp["nesterov"] else kept)


@variant(
    slots=("velocity",),
    hyperparameters={
        "learning_rate": log(1e-2, 1e-6, 10.0, tuned=True),
        "momentum": complement(0.9, 1e-3, 1.0, tuned=True),
        "weight_decay": linear(1e-4, 0.0, 1e-1),
        "dampening": linear(0.0, 0.0, 0.99),
        "nesterov": static(False, False, True),
    },
    source="Loshchilov & Hutter 2017, arXiv:1711.05101, algorithm 1",
    special_cases=(
        SpecialCase("heavy_ball", here={"weight_decay": 0.0}),
        SpecialCase("nesterov_true", here={"weight_decay": 0.0, "nesterov": True}),
    ),
    symmetries={"rotation": {}, "sign": {}},
    stability_edge=edge,
    switches={"nesterov": {}},
)
def sgdw(t, g, x, slots, hp):
    """Runs gradient descent with momentum, and also pulls the parameters toward zero outside the momentum.

    v ← μ v + (1 − δ) g,  x ← x − η (v + λ x);  with ``nesterov``, g + μ v takes the place of v in the step

    where η is ``learning_rate``, μ is ``momentum``, λ is ``weight_decay`` and δ is ``dampening``, which is 0 in
    the paper. The first gradient is not dampened, as in torch's SGD, which this rule is without decay; torch
    allows no dampening with ``nesterov``. The decay is multiplied by the learning rate; the paper multiplies it
    by the schedule alone.
    """
    (v,) = slots
    mu = 1.0 - hp.one_minus_momentum
    v = mu * v + (1.0 - hp.dampening * (t > 1)) * g
    direction = g + mu * v if hp.nesterov else v
    return -hp.learning_rate * (direction + hp.weight_decay * x), (v,)

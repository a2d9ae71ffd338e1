"""AdaDelta."""

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import Defect, Reference, complement, linear, log, static


@variant(
    slots=("squared_gradient", "squared_step"),
    hyperparameters={
        "learning_rate": log(1.0, 1e-2, 1e5, tuned=True),
        "rho": complement(0.9, 1e-3, 0.5, tuned=True),
        "eps": log(1e-6, 1e-8, 1e-2),
        "weight_decay": linear(0.0, 0.0, 1e-1),
        "mode": static("paper", "paper", "optax", "torch"),
    },
    source="Zeiler 2012, arXiv:1212.5701, algorithm 1",
    reference=Reference(
        "optax:adadelta",
        own={"mode": "optax"},
        defects=(Defect("learning_rate=None, its default, ascends", settings={"learning_rate": None}),),
    ),
    symmetries={"sign": {}},
)
def adadelta(t, g, x, slots, hp):
    """Scales each coordinate of the gradient by the root mean square of its recent steps over that of its gradients.

    E ← ρ E + (1 − ρ) g²,  d = g √(D + ε) / √(E + ε),  D ← ρ D + (1 − ρ) d²,  x ← x − η d

    where η is ``learning_rate`` (1 in the paper), ρ is ``rho`` and ε is ``eps``, which sets the size of the
    first steps. ``weight_decay`` λ is coupled: g stands for g + λ x. All choices of ``mode`` compute this rule.
    """
    del t
    squared_gradient, squared_step = slots
    g = g + hp.weight_decay * x
    keep = 1.0 - hp.one_minus_rho
    squared_gradient = keep * squared_gradient + hp.one_minus_rho * g * g
    d = g * (jnp.sqrt(squared_step + hp.eps) / jnp.sqrt(squared_gradient + hp.eps))
    squared_step = keep * squared_step + hp.one_minus_rho * d * d
    return -hp.learning_rate * d, (squared_gradient, squared_step)

"""ALI-G: adaptive learning rates for interpolation with gradients."""

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import SpecialCase, complement, log


@variant(
    slots=("velocity",),
    hyperparameters={
        "learning_rate": log(1e-1, 1e-7, 1e4, tuned=True, cap=True),
        "eps": log(1e-5, 1e-12, 1e-2),
        "momentum": complement(0.0, 1e-3, 1.0, tuned=True),
    },
    source="Berrada, Zisserman & Kumar 2019, arXiv:1906.05661, algorithm 1; momentum as in the authors' code",
    over="all",
    value=True,
    special_cases=(
        SpecialCase("polyak_sgd", here={"momentum": 0.0}, there={"variant": "sps", "scaling": 1.0, "f_min": 0.0}),
    ),
    symmetries={"rotation": {}, "sign": {}},
)
def alig(t, g, x, slots, hp, value):
    """Steps until the tangent of the loss reaches zero, the smallest possible loss, up to a limit.

    γ = min(η, f(x) / (‖g‖² + ε)),  v ← μ v − γ g,  x ← x − γ g + μ v

    where η is ``learning_rate``, ε is ``eps`` and μ is ``momentum``.
    """
    del t, x
    (v,) = slots
    push = -jnp.minimum(hp.learning_rate, value / (jnp.sum(g * g, axis=0) + hp.eps)) * g
    mu = 1.0 - hp.one_minus_momentum
    v = mu * v + push
    return push + mu * v, (v,)

"""NovoGrad."""

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import Reference, complement, linear, log
from gdbench.variants._maths import norm


def start(x, hp):
    """Return a zero momentum and a zero second moment, the latter one number per leaf."""
    del hp
    return jnp.zeros_like(x), jnp.zeros_like(x[:1])


@variant(
    slots=("momentum", "second_moment"),
    hyperparameters={
        "learning_rate": log(1e-2, 1e-5, 1e3, tuned=True),
        "b1": complement(0.9, 1e-2, 1.0, tuned=True),
        "b2": complement(0.25, 1e-2, 1.0),
        "eps": log(1e-6, 1e-12, 1e-2),
        "weight_decay": linear(0.0, 0.0, 1e-1),
    },
    source="Ginsburg et al. 2019, arXiv:1905.11286, algorithm 1",
    over="leaf",
    start=start,
    reference=Reference("optax:novograd"),
    symmetries={"scale": {"eps": 0.0}, "sign": {}},
)
def novograd(t, g, x, slots, hp):
    """Runs heavy ball on each layer's gradient divided by its recent norm, with weight decay inside the momentum.

    v ← β₂ v + (1 − β₂) ‖g‖²,  m ← β₁ m + g / (√v + ε) + λ x,  x ← x − η m

    where η is ``learning_rate``, β₁ is ``b1``, β₂ is ``b2``, ε is ``eps`` and λ is ``weight_decay``; norms
    are over one leaf, and v = ‖g‖² at the first step.
    """
    m, v = slots
    square = norm(g) ** 2
    v = jnp.where(t == 1, square, (1.0 - hp.one_minus_b2) * v + hp.one_minus_b2 * square)
    m = (1.0 - hp.one_minus_b1) * m + (g / (jnp.sqrt(v) + hp.eps) + hp.weight_decay * x)
    return -hp.learning_rate * m, (m, v)

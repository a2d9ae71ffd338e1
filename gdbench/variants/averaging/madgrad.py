"""MADGRAD: momentumised, adaptive, dual averaged gradients."""

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import complement, linear, log


def start(x, hp):
    """Return the starting point and zero sums."""
    del hp
    return x, jnp.zeros_like(x), jnp.zeros_like(x)


@variant(
    slots=("origin", "sum_of_gradients", "sum_of_squares"),
    hyperparameters={
        "learning_rate": log(1e-2, 1e-8, 1e2, tuned=True),
        "momentum": complement(0.9, 1e-3, 1.0, tuned=True),
        "eps": log(1e-6, 1e-10, 1e-3),
        "weight_decay": linear(0.0, 0.0, 1e-1),
    },
    source="Defazio & Jelassi 2021, arXiv:2101.11075, algorithm 1",
    start=start,
    symmetries={"sign": {}},
)
def madgrad(t, g, x, slots, hp):
    """Averages the points of dual averaging, which divides the gradient sum by the cube root of the sum of squares.

    s ← s + λₜ h,  ν ← ν + λₜ h²,  z = x₀ − s / (∛ν + ε),  x ← μ x + (1 − μ) z
    with  h = g + w x,  λₜ = (η + ε) √t

    where η is ``learning_rate``, μ is ``momentum``, ε is ``eps`` and w is ``weight_decay``. The ε in λₜ follows
    the authors' code. Optax computes the same rule with √t in float32, so float64 results differ by 1e-8.
    """
    origin, s, nu = slots
    decayed = g + hp.weight_decay * x
    weight = (hp.learning_rate + hp.eps) * jnp.sqrt(jnp.asarray(t, x.dtype))
    s = s + weight * decayed
    nu = nu + weight * decayed * decayed
    z = origin - s / (jnp.cbrt(nu) + hp.eps)
    return hp.one_minus_momentum * (z - x), (origin, s, nu)

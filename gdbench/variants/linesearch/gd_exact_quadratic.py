"""Gradient descent with the step length that is exact on quadratics."""

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import linear
from gdbench.variants._theory import steepest_descent_rate


def init(x, oracle, hp, key):
    """Return nothing: the rule has no memory."""
    del x, oracle, hp, key
    return ()


@variant(
    hyperparameters={"learning_rate": linear(1.0, 0.1, 1.0, tuned=True)},
    source="Cauchy 1847, Comptes rendus 25:536; Nocedal & Wright 2006, eq. 3.26",
    init=init,
    needs={"hvp"},
    charges=lambda t, hp, share: {"gradients": share, "hvps": share} if t else {},
    rate=steepest_descent_rate,
)
def gd_exact_quadratic(t, x, state, oracle, hp, key):
    """Steepest descent: steps to the lowest point of the local quadratic model along the gradient, or part of the way.

    x ← x − η α g  with  α = gᵀg / |gᵀHg|

    where η is ``learning_rate`` and H is the Hessian, met in one product with g. On a quadratic with η = 1 the gap
    shrinks by ((κ − 1)/(κ + 1))² a step or more, κ being the condition number. Where the curvature along g is
    negative the step is as long, and downhill; where it is zero, or too small to be told from it, there is no step.
    """
    del t, key
    g = oracle.gradient(x)
    size = jnp.max(jnp.abs(g))
    u = g / jnp.where(size > 0, size, 1.0)  # so that neither product over- or underflows
    length = jnp.sum(u * u) / jnp.abs(jnp.sum(u * oracle.hvp(x, u)))
    return x - hp.learning_rate * jnp.where(jnp.isfinite(length), length, 0.0) * g, state

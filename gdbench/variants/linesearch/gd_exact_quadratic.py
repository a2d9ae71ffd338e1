"""Gradient descent with the step length that is exact on quadratics."""

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import linear
from gdbench.variants._theory import steepest_descent_rate


def init(x, oracle, hp, key):
    """Return an empty state, because the rule has no memory."""
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
    """Steps to the minimum of the local quadratic model along the gradient, or part of the way (steepest descent).

    x ← x − η α g  with  α = gᵀg / |gᵀHg|

    where η is ``learning_rate`` and H is the Hessian, of which one product with g is computed. On a quadratic
    with η = 1 every step multiplies the gap by at most ((κ − 1)/(κ + 1))², where κ is the condition number.
    Where the curvature along g is negative, the step has the same length and still descends; where the
    curvature is zero, or so small that α is not finite, there is no step.
    """
    del t, key
    g = oracle.gradient(x)
    size = jnp.max(jnp.abs(g))
    u = g / jnp.where(size > 0, size, 1.0)  # The scaling keeps both products from overflow and underflow.
    length = jnp.sum(u * u) / jnp.abs(jnp.sum(u * oracle.hvp(x, u)))
    return x - hp.learning_rate * jnp.where(jnp.isfinite(length), length, 0.0) * g, state

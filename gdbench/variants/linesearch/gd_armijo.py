"""Gradient descent with Armijo's line search."""

from typing import Any, NamedTuple

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import linear, log


class State(NamedTuple):
    """The value and gradient at the current point, and the step length to try next."""

    value: Any
    gradient: Any  # [n]
    length: Any


def init(x, oracle, hp, key):
    """Evaluate the starting point."""
    del key
    f, g = oracle.value_and_grad(x)
    return State(f, g, jnp.asarray(hp.learning_rate, x.dtype))


@variant(
    hyperparameters={
        "learning_rate": log(1.0, 1e-8, 1e3, tuned=True),
        "c1": log(1e-4, 1e-6, 0.5),
        "shrink": linear(0.5, 0.1, 0.9),
        "growth": linear(2.0, 1.0, 4.0),
    },
    source="Armijo 1966, doi:10.2140/pjm.1966.16.1; Nocedal & Wright 2006, section 3.1",
    init=init,
    charges=lambda t, hp, share: {"gradients": share},
    descends=True,
)
def gd_armijo(t, x, state, oracle, hp, key):
    """Tries one point along the negative gradient per step; accepts it if f falls enough, or else shortens the step.

    y = x − α g;  if f(y) ≤ f(x) − c₁ α ‖g‖²:  x ← y, α ← γ α;  else  α ← ρ α

    where α starts at ``learning_rate``, c₁ is ``c1``, γ is ``growth`` and ρ is ``shrink``. A point whose value
    or gradient is not finite is rejected. Every step costs one value and gradient, accepted or not.
    """
    del t, key
    f, g, alpha = state
    step = -alpha * g
    y = x + step
    f_y, g_y = oracle.value_and_grad(y)
    finite = jnp.isfinite(f_y) & jnp.all(jnp.isfinite(g_y))
    accept = finite & (f_y <= f + hp.c1 * jnp.sum(g * step))
    # Where g = 0 every trial is accepted, so without a bound α would become infinite and α g undefined.
    longer = jnp.minimum(hp.growth * alpha, jnp.finfo(x.dtype).max)
    new = State(
        jnp.where(accept, f_y, f),
        jnp.where(accept, g_y, g),
        jnp.where(accept, longer, hp.shrink * alpha),
    )
    return jnp.where(accept, y, x), new

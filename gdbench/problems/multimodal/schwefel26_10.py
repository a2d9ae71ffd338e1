"""Schwefel's function 2.26."""

from jax import numpy as jnp

from gdbench.problems.folds import total
from gdbench.problems.trigonometry import sin
from gdbench.registry import problem
from gdbench.types import scalable

DEPTH = 418.9828872724337  # the largest x sin √x, attained at the minimiser, where √x is a root of tan s = −s / 2


def _root(u):
    """Return √|u| with derivative 0 at 0."""
    away = u != 0.0
    return jnp.where(away, jnp.sqrt(jnp.abs(jnp.where(away, u, 1.0))), 0.0)


@problem(
    dims=scalable(10),
    start=200.0,
    minimiser=420.96874635998205,
    minimum=0.0,
    magnitude=DEPTH,
    box=(-500.0, 500.0),
    tags=("nonconvex", "smooth", "multimodal", "separable", "unbounded"),
    source="Schwefel 1981, Numerical Optimization of Computer Models, 2.26; scipy go_benchmark Schwefel26",
)
def schwefel26_10(x):
    """Schwefel's function has waves that grow with the distance, the best far from the second best.

    f = Σ c − xᵢ sin √|xᵢ|

    c = 418.98… is the largest x sin √x in the box; outside the box f falls below 0. The gradient is continuous and
    0 where xᵢ = 0, but it is not Lipschitz there.
    """
    return total(DEPTH - x * sin(_root(x)))

"""Csendes's function."""

from jax import numpy as jnp

from gdbench.problems.folds import total
from gdbench.problems.trigonometry import sin
from gdbench.registry import problem
from gdbench.types import scalable


@problem(
    dims=scalable(10),
    start=0.8,
    minimiser=0.0,
    minimum=0.0,
    box=(-1.0, 1.0),
    tags=("nonconvex", "smooth", "multimodal", "separable", "degenerate"),
    source="Csendes & Ratz 1997, SIAM J. Numer. Anal. 34:922; scipy go_benchmark Csendes",
)
def csendes10(x):
    """Csendes's function has a flat bottom with infinitely many ripples.

    f = Σ xᵢ⁶ (2 + sin(1 / xᵢ)), where xᵢ = 0 adds 0

    Value, gradient and Hessian are all 0 at the minimiser, and infinitely many local minima accumulate around it.
    """
    # Where x⁴ underflows, the summand and its derivative do too, and 1 / x must not reach the sine.
    away = x**4 > 0.0
    waves = sin(1.0 / jnp.where(away, x, 1.0))
    return total(jnp.where(away, x**6 * (2.0 + waves), 0.0))

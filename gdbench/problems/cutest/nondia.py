"""Shanno's nondiagonal function."""

from jax import numpy as jnp

from gdbench.registry import problem
from gdbench.types import scalable


@problem(
    dims=scalable(10, at_least=2),
    start=-1.0,
    minimiser=1.0,
    minimum=0.0,
    residuals=True,
    tags=("nonconvex", "smooth", "valley", "degenerate"),
    source="CUTEst NONDIA; Shanno 1978, MIS Tech. Report 27, Univ. of Arizona",
)
def nondia(x):
    """Shanno's function is Rosenbrock's valley with one shared coordinate: f = (x₁ − 1)² + Σ_{i≥2} 100 (x₁ − xᵢ₋₁²)².

    In the collection's form, f does not depend on xₙ, and x₂ … xₙ₋₁ may also be −1, so the minimisers are lines.
    """
    return jnp.concatenate([x[:1] - 1.0, 10.0 * (x[:1] - x[:-1] ** 2)])

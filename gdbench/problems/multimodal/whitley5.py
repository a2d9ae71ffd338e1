"""Whitley's function."""

from jax import numpy as jnp

from gdbench.problems.trigonometry import sin
from gdbench.registry import problem
from gdbench.types import scalable


@problem(
    dims=scalable(5, at_most=2000),  # n² terms
    start=-1.0,
    minimiser=1.0,
    minimum=0.0,
    box=(-10.24, 10.24),
    tags=("nonconvex", "smooth", "multimodal", "degenerate"),
    source="Whitley et al. 1996, Artif. Intell. 85:245; Jamil & Yang 2013, IJMMNO 4:150",
)
def whitley5(x):
    """Whitley's function has Griewank's ripples over Rosenbrock's valley for every pair of coordinates.

    f = ΣΣ y² / 4000 − cos y + 1

    y = 100 (xᵢ² − xⱼ)² + (1 − xⱼ)². The Hessian at the minimiser is 0, so f grows like the fourth power of the
    distance. The version in scipy's go_benchmark lacks the first square of y and is a different function.
    """
    first, second = x[:, None], x[None, :]
    y = 100.0 * (first**2 - second) ** 2 + (1.0 - second) ** 2
    # The form 1 − cos y = 2 sin²(y / 2) avoids cancellation at the minimiser.
    return jnp.sum(y**2 / 4000.0 + 2.0 * sin(0.5 * y) ** 2, axis=(0, 1))

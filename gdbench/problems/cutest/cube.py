"""The cubic variant of Rosenbrock's valley."""

from jax import numpy as jnp

from gdbench.registry import problem


@problem(
    dims=2,
    start=(-1.2, 1.0),
    minimiser=1.0,
    minimum=0.0,
    residuals=True,
    tags=("nonconvex", "smooth", "valley", "ill-conditioned"),
    source="CUTEst CUBE; Buckley 1989, Dalhousie TR 1989CS-3, problem 5",
)
def cube(x):
    """The cubic variant is a valley that is sharper and more bent than Rosenbrock's.

    f = (x₁ − 1)² + 100 (x₂ − x₁³)²
    """
    return jnp.stack([x[0] - 1.0, 10.0 * (x[1] - x[0] ** 3)])

"""Himmelblau's exponential function."""

from jax import numpy as jnp

from gdbench.registry import problem


@problem(
    dims=2,
    start=0.5,
    minimiser=0.0,
    minimum=0.0,
    tags=("nonconvex", "smooth", "flat"),
    source="CUTEst HIMMELBG; Himmelblau 1972, Applied Nonlinear Programming, problem 33",
)
def himmelbg(x):
    """Himmelblau's function is a bowl that an exponential flattens on one side: f = exp(−x₁ − x₂) (2x₁² + 3x₂²).

    Beyond a ridge at x₁ + x₂ = 2 the value and the gradient fall to 0 again towards infinity.
    """
    return jnp.exp(-x[0] - x[1]) * (2.0 * x[0] ** 2 + 3.0 * x[1] ** 2)

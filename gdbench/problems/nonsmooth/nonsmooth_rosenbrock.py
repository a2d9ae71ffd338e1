"""The nonsmooth Rosenbrock function."""

from jax import numpy as jnp

from gdbench.registry import problem


@problem(
    dims=2,
    start=(-1.2, 1.0),
    minimiser=(1.0, 1.0),
    minimum=0.0,
    tags=("nonconvex", "nonsmooth", "valley"),
    source="Lewis & Overton 2013, Math. Program. 141:135, with w = 8",
)
def nonsmooth_rosenbrock(x):
    """The nonsmooth Rosenbrock function is a valley with a kink along its floor: f = 8 |x₂ − x₁²| + (1 − x₁)².

    On the floor, JAX takes the sign of x₂ − x₁² as 1, so the gradient at the minimiser is (−16, 8).
    """
    return 8.0 * jnp.abs(x[1] - x[0] ** 2) + (1.0 - x[0]) ** 2

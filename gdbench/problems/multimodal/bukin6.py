"""Bukin's function 6."""

from jax import numpy as jnp

from gdbench.registry import problem


@problem(
    dims=2,
    start=(-13.0, 2.0),
    minimiser=(-10.0, 1.0),
    minimum=0.0,
    box=(-15.0, 3.0),
    tags=("nonconvex", "nonsmooth", "valley", "pole"),
    source="Bukin 1997, in Jamil & Yang 2013, IJMMNO 4:150; scipy go_benchmark Bukin06",
)
def bukin6(x):
    """Bukin's function 6 is a curved ravine with walls of infinite slope: f = 100 √|x₂ − 0.01x₁²| + 0.01 |x₁ + 10|.

    On every straight line through a point of the floor, x₂ = 0.01x₁², that point is a local minimum. Exactly there,
    the gradient takes the slope of the root as 0; where x₁ = −10, JAX gives the slope 0.01 of the last term.
    """
    # Because 100w is exact in 100 √|w| = 10 √|100w|, the wall is exactly 0 at the minimiser.
    wall = 100.0 * x[1] - x[0] ** 2
    away = wall != 0.0
    root = jnp.where(away, jnp.sqrt(jnp.abs(jnp.where(away, wall, 1.0))), 0.0)
    return 10.0 * root + 0.01 * jnp.abs(x[0] + 10.0)

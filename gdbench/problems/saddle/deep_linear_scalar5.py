"""A deep linear network with one weight per layer."""

from jax import numpy as jnp

from gdbench.registry import problem
from gdbench.types import scalable


@problem(
    dims=scalable(5),
    start=0.5,
    minimiser=1.0,
    minimum=0.0,
    tags=("nonconvex", "smooth", "saddle"),
    source="Saxe, McClelland & Ganguli 2014, ICLR: deep linear networks, here with one unit per layer",
)
def deep_linear_scalar5(x):
    """The deep linear network has a flat saddle at 0 in front of a surface of minima, Π xᵢ = 1: f = ½ (Π xᵢ − 1)²."""
    return 0.5 * (jnp.prod(x, axis=0) - 1.0) ** 2

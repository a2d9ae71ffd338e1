"""The exponential function."""

from jax import numpy as jnp

from gdbench.registry import problem
from gdbench.types import scalable


@problem(
    dims=scalable(5, at_most=150),  # In higher dimensions, value and gradient are 0 at the start in float32.
    start=1.0,
    minimiser=0.0,
    minimum=-1.0,
    box=(-1.0, 1.0),
    tags=("nonconvex", "smooth", "flat"),
    lipschitz=1.0,
    source="Rahnamayan, Tizhoosh & Salama 2007, in Jamil & Yang 2013, IJMMNO 4:150; scipy go_benchmark Exponential",
)
def exponential_fn(x):
    """The exponential function is a single pit in a plain: f = −exp(−½ Σ xᵢ²).

    The function is convex only within distance 1 of the minimiser. The start is farther out in higher dimensions,
    and the gradient there is √n e^(−n/2).
    """
    return -jnp.exp(-0.5 * jnp.sum(x * x, axis=0))

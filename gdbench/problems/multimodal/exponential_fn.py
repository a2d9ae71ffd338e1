"""The exponential function."""

from jax import numpy as jnp

from gdbench.registry import problem
from gdbench.types import scalable


@problem(
    dims=scalable(5, at_most=150),  # beyond, value and gradient are 0 at the start in float32
    start=1.0,
    minimiser=0.0,
    minimum=-1.0,
    box=(-1.0, 1.0),
    tags=("nonconvex", "smooth", "flat"),
    lipschitz=1.0,
    source="Rahnamayan, Tizhoosh & Salama 2007, in Jamil & Yang 2013, IJMMNO 4:150; scipy go_benchmark Exponential",
)
def exponential_fn(x):
    """A single pit in a plain: f = −exp(−½ Σ xᵢ²).

    Convex within distance 1 of the minimiser only; at the start, further out in more dimensions, the
    gradient is √n e^(−n/2).
    """
    return -jnp.exp(-0.5 * jnp.sum(x * x, axis=0))

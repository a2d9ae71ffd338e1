"""Alpine function 1."""

from jax import numpy as jnp

from gdbench.problems.folds import total
from gdbench.problems.trigonometry import sin
from gdbench.registry import problem
from gdbench.types import scalable


@problem(
    dims=scalable(10),
    start=5.0,
    minimiser=0.0,
    minimum=0.0,
    box=(-10.0, 10.0),
    tags=("nonconvex", "nonsmooth", "multimodal", "separable"),
    source="Rahnamayan, Tizhoosh & Salama 2007, in Jamil & Yang 2013, IJMMNO 4:150; scipy go_benchmark Alpine01",
)
def alpine1_10(x):
    """The first Alpine function has sharp valleys between rounded ridges: f = Σ |xᵢ sin xᵢ + 0.1xᵢ|.

    Only the published minimiser, 0, is listed, but f = 0 wherever each xᵢ is 0 or has sin xᵢ = −0.1, at 8ⁿ points
    of the box. On a kink JAX gives the slope of the inner function, which is 0.1 where xᵢ = 0.
    """
    return total(jnp.abs(x * sin(x) + 0.1 * x))

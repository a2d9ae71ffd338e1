"""The pseudo-Huber function."""

from jax import numpy as jnp

from gdbench.registry import problem
from gdbench.types import scalable


@problem(
    dims=scalable(10),
    start=20.0,
    minimiser=0.0,
    minimum=0.0,
    tags=("convex", "smooth", "separable"),
    lipschitz=1.0,
    source="Charbonnier, Blanc-Féraud, Aubert & Barlaud 1997, IEEE Trans. Image Process. 6:298",
)
def pseudo_huber(x):
    """The pseudo-Huber function is a parabola with straight tails: f = Σ (√(1 + xᵢ²) − 1).

    Newton's full step sends x to −x³, so it diverges from |x| > 1. On the tails all slopes have size 1.
    """
    squares = x * x
    return jnp.sum(squares / (1.0 + jnp.sqrt(1.0 + squares)), axis=0)

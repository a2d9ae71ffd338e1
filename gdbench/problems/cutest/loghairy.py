"""The logarithm of Toint's hairy function."""

from jax import numpy as jnp

from gdbench.problems.cutest._hairy import fur
from gdbench.registry import problem


@problem(
    dims=2,
    start=(-500.0, -700.0),
    minimiser=0.0,
    minimum=0.1823215567939546,  # log 1.2
    tags=("nonconvex", "smooth", "multimodal"),
    source="CUTEst LOGHAIRY; Toint 1997, private communication",
)
def loghairy(x):
    """The logarithm flattens the hairy function far away from its minimum: f = log((100 + 30 h + 100 (a + b)) / 100).

    h = sin²(7x₁) cos²(7x₂), a = √(0.01 + (x₁ − x₂)²), b = √(0.01 + x₁²). At the start the gradient is 0.002, but
    the minimiser is 860 away.
    """
    return jnp.log1p(fur(x) / 100.0)

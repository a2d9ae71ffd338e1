"""Schaffer's function 2."""

from jax import numpy as jnp

from gdbench.problems.trigonometry import sin
from gdbench.registry import problem


@problem(
    dims=2,
    start=(30.0, -20.0),
    minimiser=0.0,
    minimum=0.0,
    box=(-100.0, 100.0),
    tags=("nonconvex", "smooth", "multimodal"),
    source="Mishra 2006, modified Schaffer function 2; scipy go_benchmark Schaffer02",
)
def schaffer2(x):
    """Schaffer's function 2 has ripples that get finer outwards over a nearly flat funnel.

    f = ½ + (sin²(x₁² − x₂²) − ½) / (1 + q)²

    q = 0.001 |x|². At the edge of the box the ripples are 0.016 apart, so the gradient there tells nothing about
    the funnel.
    """
    q = 0.001 * jnp.sum(x * x, axis=0)
    ripples = sin((x[0] - x[1]) * (x[0] + x[1])) ** 2
    # The form ½ (1 + q)² − ½ = q (1 + ½ q) avoids cancellation at the minimiser.
    return (q * (1.0 + 0.5 * q) + ripples) / (1.0 + q) ** 2

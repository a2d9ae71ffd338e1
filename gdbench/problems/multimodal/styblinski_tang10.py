"""Styblinski and Tang's function."""

from jax import numpy as jnp

from gdbench.registry import problem
from gdbench.types import scalable


@problem(
    dims=scalable(10),
    start=1.0,
    minimiser=-2.903534027771177,  # the smallest root of 4x³ − 32x + 5 = 0
    minimum=lambda n: -39.166165703771415 * n,
    box=(-5.0, 5.0),
    tags=("nonconvex", "smooth", "multimodal", "separable"),
    source="Styblinski & Tang 1990, Neural Networks 3:467; scipy go_benchmark StyblinskiTang",
)
def styblinski_tang10(x):
    """Styblinski and Tang's function is a tilted double well in every coordinate: f = ½ Σ (xᵢ⁴ − 16xᵢ² + 5xᵢ)."""
    return 0.5 * jnp.sum(x**4 - 16.0 * x**2 + 5.0 * x, axis=0)

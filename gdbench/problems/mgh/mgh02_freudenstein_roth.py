"""Freudenstein and Roth's function."""

from jax import numpy as jnp

from gdbench.registry import problem


@problem(
    dims=2,
    start=(0.5, -2.0),
    minimiser=(5.0, 4.0),
    minimum=0.0,
    residuals=True,
    tags=("nonconvex", "smooth", "multimodal", "ill-conditioned"),
    source="Moré, Garbow & Hillstrom 1981, TOMS 7:17, problem 2; Freudenstein & Roth 1963",
)
def mgh02_freudenstein_roth(x):
    """Freudenstein and Roth's function has an attractive local minimum, f ≈ 48.984, on the way from the start.

    f = r₁² + r₂²

    r₁ = −13 + x₁ + ((5 − x₂) x₂ − 2) x₂, r₂ = −29 + x₁ + ((x₂ + 1) x₂ − 14) x₂.
    """
    r1 = -13.0 + x[0] + ((5.0 - x[1]) * x[1] - 2.0) * x[1]
    r2 = -29.0 + x[0] + ((x[1] + 1.0) * x[1] - 14.0) * x[1]
    return jnp.stack([r1, r2])

"""Brown's badly scaled function."""

from jax import numpy as jnp

from gdbench.registry import problem


@problem(
    dims=2,
    start=(1.0, 1.0),
    minimiser=(1e6, 2e-6),
    minimum=0.0,
    residuals=True,
    tags=("nonconvex", "smooth", "ill-conditioned"),
    min_dtype="float64",
    source="Moré, Garbow & Hillstrom 1981, TOMS 7:17, problem 4",
)
def mgh04_brown_badly_scaled(x):
    """Brown's function has coordinates of sizes 10⁶ and 10⁻⁶, tied by their product: f = r₁² + r₂² + r₃².

    r₁ = x₁ − 10⁶, r₂ = x₂ − 2·10⁻⁶, r₃ = x₁ x₂ − 2. The curvature in x₂ grows from 4 at the start to 2·10¹² at the
    minimiser, so a learning rate that is stable there never covers the distance in x₁.
    """
    return jnp.stack([x[0] - 1e6, x[1] - 2e-6, x[0] * x[1] - 2.0])

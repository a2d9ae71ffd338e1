"""Powell's badly scaled function."""

from jax import numpy as jnp

from gdbench.registry import problem


@problem(
    dims=2,
    start=(0.0, 1.0),
    minimiser=[(1.0981593296998175e-05, 9.106146739866524), (9.106146739866524, 1.0981593296998175e-05)],
    minimum=0.0,
    residuals=True,
    tags=("nonconvex", "smooth", "multimodal", "ill-conditioned"),
    min_dtype="float64",
    source="Moré, Garbow & Hillstrom 1981, TOMS 7:17, problem 3; Powell 1970",
)
def mgh03_powell_badly_scaled(x):
    """Powell's function has a hyperbola that hugs both axes and a slow slope along it: f = r₁² + r₂².

    r₁ = 10⁴ x₁ x₂ − 1, r₂ = exp(−x₁) + exp(−x₂) − 1.0001. The two minimisers are mirror images of each other. At
    each of them one coordinate is 10⁶ times the other and the condition number is 7·10¹⁷, so only steps that adapt
    to the scale of each coordinate arrive.
    """
    return jnp.stack([1e4 * x[0] * x[1] - 1.0, jnp.exp(-x[0]) + jnp.exp(-x[1]) - 1.0001])

"""The chain of springs behind Nesterov's lower bounds."""

from jax import numpy as jnp


def chain(x):
    """Return ¼ (½ [x₁² + Σ (xᵢ − xᵢ₊₁)² + xₙ²] − x₁), springs held at both ends and pulled at the first."""
    springs = x[0] ** 2 + jnp.sum((x[:-1] - x[1:]) ** 2, axis=0) + x[-1] ** 2
    return 0.25 * (0.5 * springs - x[0])

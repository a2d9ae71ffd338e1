"""Karimireddy's third counterexample to sign descent."""

import jax
from jax import numpy as jnp

from gdbench.problems import draws
from gdbench.registry import problem


def _oracle(t, x, key):
    """Return the value, and twice the gradient of one of the two squares."""
    residuals, pull_back = jax.vjp(_residuals, x)
    first = jax.random.bernoulli(draws.at(key, t))
    weights = jnp.stack([first, ~first]).astype(x.dtype)
    return jnp.sum(residuals**2, axis=0), pull_back(4.0 * weights * residuals)[0]


def _residuals(x):
    """Return ⟨aᵢ, x⟩ for a₁ = (3/2, −1/2), a₂ = (−1/2, 3/2)."""
    half, apart = 0.5 * (x[0] + x[1]), x[0] - x[1]
    return jnp.stack([half + apart, half - apart])


@problem(
    dims=2,
    start=1.0,
    minimiser=0.0,
    minimum=0.0,
    tags=("convex", "strongly-convex", "smooth", "quadratic", "noisy"),
    lipschitz=8.0,
    strong_convexity=2.0,
    oracle=_oracle,
    source="Karimireddy, Rebjock, Stich & Jaggi 2019, arXiv:1901.09847, counterexample 3, with ε = ½",
)
def karimireddy_ce3(x):
    """Karimireddy's third example keeps steps along gradient signs on the line x₁ + x₂ = 2.

    f = ⟨a₁, x⟩² + ⟨a₂, x⟩², a = ½ (1, 1) ± (1, −1)

    Each step draws one of the two terms. The function is smooth and strongly convex, and descent along these
    gradients converges. Along their signs the value never falls below the value at the start.
    """
    return jnp.sum(_residuals(x) ** 2, axis=0)

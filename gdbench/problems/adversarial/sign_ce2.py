"""Karimireddy's second counterexample to sign descent."""

from jax import numpy as jnp

from gdbench.registry import problem


@problem(
    dims=2,
    start=(1.0, 1.0),
    minimiser=(0.0, 0.0),
    minimum=0.0,
    tags=("convex", "nonsmooth"),
    source="Karimireddy, Rebjock, Stich & Jaggi 2019, ICML, counterexample 2, with ε = ½",
)
def sign_ce2(x):
    """Karimireddy's function keeps steps along gradient signs on the line x₁ + x₂ = 2: f = ½ |x₁ + x₂| + |x₁ − x₂|.

    The signs of the two slopes are opposite wherever x₁ ≠ x₂. JAX takes the sign of 0 as 1, which gives the
    gradient (3/2, −1/2) at the start and at the minimiser.
    """
    return 0.5 * jnp.abs(x[0] + x[1]) + jnp.abs(x[0] - x[1])

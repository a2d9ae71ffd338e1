"""The step and the lower bound of the model that MoMo rules minimise."""

from jax import numpy as jnp


def model_step(height, square):
    """Return max(0, height) / square, or 0 where the square is at most 2.2e-16."""
    defined = square > 2.220446049250313e-16
    return jnp.where(defined, jnp.maximum(height, 0.0) / jnp.where(defined, square, 1.0), 0.0)


def lowered(bound, height, growth, hp):
    """Return l, or max(height / (2 growth), ``lower_bound``) where the model's height at 0 is below growth · l."""
    return jnp.where(height < growth * bound, jnp.maximum(height / (2.0 * growth), hp.lower_bound), bound)


def raised(reached, hp):
    """Return l for the next step, which is f̄ + dᵀx − γ − ½ τ ‖d‖² but at least ``lower_bound``."""
    return jnp.maximum(reached, hp.lower_bound)

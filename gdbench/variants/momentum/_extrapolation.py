"""The state of rules that take gradients ahead of their iterate, as FISTA does."""

from jax import numpy as jnp


def start(x, hp):
    """Return the starting point as iterate, and τ = 1."""
    del hp
    return x, jnp.ones_like(x[:1])


def answer(t, x, slots, hp):
    """Return the iterate behind the extrapolated point."""
    del t, x, hp
    return slots[0]


def next_tau(tau):
    """Return the positive root of τ² − τ = τ₋²."""
    return 0.5 * (1.0 + jnp.sqrt(1.0 + 4.0 * tau * tau))

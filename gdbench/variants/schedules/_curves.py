"""Curves that several schedules share."""

from jax import numpy as jnp


def half_cosine(share):
    """Return half a cosine that falls from 1 at share 0 to 0 at share 1 and stays 0 beyond."""
    return 0.5 * (1.0 + jnp.cos(jnp.pi * jnp.minimum(share, 1.0)))


def linear_rise(t, length):
    """Return min(1, t / length) for any length ≥ 0; a length below one step gives 1 at the first step."""
    return jnp.minimum(1.0, t / jnp.maximum(length, 1.0))

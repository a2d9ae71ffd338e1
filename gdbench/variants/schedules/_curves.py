"""The curves that several schedules are made of."""

from jax import numpy as jnp


def half_cosine(share):
    """Return the fall from 1 to 0 along half a cosine, at this share of its way and 0 from there on."""
    return 0.5 * (1.0 + jnp.cos(jnp.pi * jnp.minimum(share, 1.0)))


def linear_rise(t, length):
    """Return min(1, t / length), for any length from 0: with one below a step, the first step is at 1."""
    return jnp.minimum(1.0, t / jnp.maximum(length, 1.0))

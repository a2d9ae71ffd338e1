"""A linear autoencoder of the digits, for tasks that differ in the width of its code."""

import jax
from jax import numpy as jnp

PIXELS = 64


def encoder_and_decoder(width):
    """Return an ``init`` that gives normal weights of variance 1 / 64, A ``[64, width]`` and B ``[width, 64]``."""

    def init(key):
        both = jax.random.normal(key, (2, PIXELS, width)) / jnp.sqrt(PIXELS)
        return {"a": both[0], "b": both[1].T}

    return init


def reconstruction_error(params, batch):
    """Return half the mean squared distance ‖x − x A B‖² between examples and their reconstructions."""
    error = batch["x"] - (batch["x"] @ params["a"]) @ params["b"]
    return 0.5 * jnp.mean(jnp.sum(error**2, axis=-1))

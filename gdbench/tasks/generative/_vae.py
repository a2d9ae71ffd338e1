"""The loss of variational autoencoders, for all tasks that train one."""

import jax
import optax
from jax import numpy as jnp

from gdbench.tasks._layers import dense, layer_weights


def vae_weights(key, pixels, hidden, code):
    """Return normal weights of variance 1 / fan-in and zero biases.

    The layers are pixels-hidden-(code + code)-hidden-pixels.
    """
    return layer_weights(key, ((pixels, hidden), (hidden, 2 * code), (code, hidden), (hidden, pixels)), gain=1.0)


def negative_bound(params, x, key):
    """Return mean over images of cross-entropy(x, x̂) + KL(N(m, e^v) ‖ N(0, 1)), in nats.

    m, v = encoder(x); code = m + e^(v/2) ε, ε normal; x̂ = σ(decoder(code)). All layers but the last have tanh.
    """
    mean, log_variance = jnp.split(dense(params, x, jnp.tanh, layers=(0, 1)), 2, axis=-1)
    code = mean + jnp.exp(0.5 * log_variance) * jax.random.normal(key, mean.shape, mean.dtype)
    made = dense(params, code, jnp.tanh, layers=(2, 3))
    unlike = jnp.sum(optax.losses.sigmoid_binary_cross_entropy(made, x), axis=-1)
    prior = 0.5 * jnp.sum(mean**2 + jnp.exp(log_variance) - 1.0 - log_variance, axis=-1)
    return jnp.mean(unlike + prior)


def measures(params, data):
    """Return the negative bound on training and held-out images, each with its own fixed noise."""
    train, test = data["train"]["x"], data["test"]["x"]
    return {
        "loss": negative_bound(params, train, jax.random.key(0)),
        "test_loss": negative_bound(params, test, jax.random.key(1)),
    }

"""A small transformer that reads text character by character."""

import jax
from jax import numpy as jnp

from gdbench.registry import task
from gdbench.tasks._normals import normals
from gdbench.tasks.sequences._text import ALPHABET, LENGTH, cross_entropy, text_measures, windows

WIDTH, HEADS, LAYERS = 64, 4, 2


def init(key):
    """Return normal weights of variance 1 / fan-in, embeddings of variance 0.02², and unit scales."""
    shapes = {"e": (ALPHABET, WIDTH), "p": (LENGTH, WIDTH), "o": (WIDTH, ALPHABET)}
    for i in range(LAYERS):
        shapes |= {f"qkv{i}": (WIDTH, 3 * WIDTH), f"mix{i}": (WIDTH, WIDTH)}
        shapes |= {f"up{i}": (WIDTH, 4 * WIDTH), f"down{i}": (4 * WIDTH, WIDTH)}
    drawn = normals(key, **shapes)
    params = {name: draw / jnp.sqrt(1.0 * shapes[name][0]) for name, draw in drawn.items()}
    for i in range(LAYERS):
        params |= {f"s{i}": jnp.ones((WIDTH,)), f"t{i}": jnp.ones((WIDTH,))}
    return {**params, "e": 0.02 * drawn["e"], "p": 0.02 * drawn["p"], "s": jnp.ones((WIDTH,))}


def scores(params, tokens):
    """Return the scores ``[windows, places, 94]`` of the next character, given this one and those before it."""
    x = params["e"][tokens] + params["p"][: tokens.shape[1]]
    for i in range(LAYERS):
        x = x + attend(normalise(x, params[f"s{i}"]) @ params[f"qkv{i}"]) @ params[f"mix{i}"]
        hidden = jax.nn.gelu(normalise(x, params[f"t{i}"]) @ params[f"up{i}"])
        x = x + hidden @ params[f"down{i}"]
    return normalise(x, params["s"]) @ params["o"]


def normalise(x, scale):
    """Return the layer normalisation of x with a scale and no shift (Ba, Kiros & Hinton 2016)."""
    x = x - jnp.mean(x, axis=-1, keepdims=True)
    return scale * x * jax.lax.rsqrt(jnp.mean(x**2, axis=-1, keepdims=True) + 1e-5)


def attend(qkv):
    """Return causal softmax attention with 4 heads, ``[windows, places, 192]`` → ``[windows, places, 64]``."""
    windows, places, _ = qkv.shape
    q, k, v = jnp.moveaxis(qkv.reshape(windows, places, 3, HEADS, WIDTH // HEADS), (2, 3), (0, 2))
    weights = q @ jnp.swapaxes(k, -1, -2) / jnp.sqrt(1.0 * WIDTH / HEADS)
    past = jnp.tril(jnp.ones((places, places), bool))
    weights = jax.nn.softmax(jnp.where(past, weights, -jnp.inf), axis=-1)
    return jnp.swapaxes(weights @ v, 1, 2).reshape(windows, places, WIDTH)


def measures(params, data):
    """Return the training and held-out loss in nats per character."""
    return text_measures(transformer_char.loss, params, data)


@task(
    init=init,
    data=windows,
    measures=measures,
    target_measure="test_loss",
    levels=(3.0, 2.6, 2.37),
    batch=8,
    budget=400,
    tags=("nonconvex", "smooth", "network", "attention", "finite-sum"),
    source="Vaswani et al. 2017 (arXiv:1706.03762), normalised before each part (Xiong et al. 2020, arXiv:2002.04745); "
    "text of the Python 3.11 reference, PSF License Version 2",
    quick=False,
)
def transformer_char(params, batch):
    """The loss is the mean cross-entropy, in nats per character, of a causal transformer on text.

    x ← x + attend(norm(x)), x ← x + gelu(norm(x) Up) Down, scores = norm(x) O; x starts as the embedding ``e`` of
    the character plus ``p`` of the place. There are 2 layers, 4 heads, width 64, 94 characters, 64 places, no
    biases and 114,752 parameters. A step of 8 windows costs about 0.4 GFLOP.
    """
    return cross_entropy(scores(params, batch["tokens"][:, :-1]), batch["tokens"])

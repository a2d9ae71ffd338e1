"""A long short-term memory that reads text character by character."""

import jax
from jax import numpy as jnp

from gdbench.registry import task
from gdbench.tasks.sequences._recurrent import HIDDEN, next_scores, recurrent_weights
from gdbench.tasks.sequences._text import cross_entropy, text_measures, windows


def init(key):
    """Return normal weights of variance 1 / fan-in, and zero biases except one for the forget gate.

    Jozefowicz et al. 2015 recommend that bias.
    """
    params = recurrent_weights(key, gates=4)
    return {**params, "b": params["b"].at[:HIDDEN].set(1.0)}


def scores(params, tokens):
    """Return the scores ``[windows, places, 94]`` of the next character."""

    def cell(state, x):
        h, memory = state
        gates = x + h @ params["u"]
        keep, write, show = jnp.split(jax.nn.sigmoid(gates[:, : 3 * HIDDEN]), 3, axis=1)
        memory = keep * memory + write * jnp.tanh(gates[:, 3 * HIDDEN :])
        return show * jnp.tanh(memory), memory

    return next_scores(params, tokens, cell, states=2)


def measures(params, data):
    """Return the training and held-out loss in nats per character."""
    return text_measures(lstm_char.loss, params, data)


@task(
    init=init,
    data=windows,
    measures=measures,
    target_measure="test_loss",
    levels=(2.8, 2.4, 2.1),
    batch=16,
    budget=400,
    tags=("nonconvex", "smooth", "network", "recurrent", "finite-sum"),
    source="Hochreiter & Schmidhuber 1997; text of the Python 3.11 reference, PSF License Version 2",
    quick=False,
)
def lstm_char(params, batch):
    """The loss is the mean cross-entropy, in nats per character, of a long short-term memory of width 64 on text.

    m ← k∘m + w∘tanh(a), h = s∘tanh(m), with (k, w, s) = σ and a the four parts of x + Uᵀ h, x = Wᵀ e_char + b,
    scores = Oᵀ h + c: 94 characters with embeddings ``e`` of 16 numbers, 64 steps from zero, 28,350 parameters.
    A step of 16 windows costs about 0.14 GFLOP.
    """
    return cross_entropy(scores(params, batch["tokens"][:, :-1]), batch["tokens"])

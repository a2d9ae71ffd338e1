"""A plain recurrent network with identity initialisation that reads text character by character."""

import jax
from jax import numpy as jnp

from gdbench.registry import task
from gdbench.tasks.sequences._recurrent import HIDDEN, next_scores, recurrent_weights
from gdbench.tasks.sequences._text import cross_entropy, text_measures, windows


def init(key):
    """Return the identity as recurrent matrix, other normal weights of variance 1 / fan-in, and zero biases."""
    params = recurrent_weights(key, gates=1)
    # The hidden state is a sum over the window, so inputs are scaled by a tenth to keep the first scores small.
    return {**params, "w": 0.1 * params["w"], "u": jnp.eye(HIDDEN)}


def scores(params, tokens):
    """Return the scores ``[windows, places, 94]`` of the next character."""
    return next_scores(params, tokens, lambda state, x: (jax.nn.relu(x + state[0] @ params["u"]),), states=1)


def measures(params, data):
    """Return the training and held-out loss in nats per character."""
    return text_measures(rnn_char.loss, params, data)


@task(
    init=init,
    data=windows,
    measures=measures,
    target_measure="test_loss",
    levels=(3.0, 2.8, 2.6),
    batch=16,
    budget=600,
    tags=("nonconvex", "nonsmooth", "network", "recurrent", "finite-sum"),
    source="Le, Jaitly & Hinton 2015 (arXiv:1504.00941); text of the Python 3.11 reference, PSF License Version 2",
    quick=False,
)
def rnn_char(params, batch):
    """The loss is the mean cross-entropy, in nats per character, of a ReLU network with identity start on text.

    h ← relu(x + Uᵀ h), x = Wᵀ e_char + b, scores = Oᵀ h + c: 94 characters with embeddings ``e`` of 16 numbers,
    a state of width 64, 64 steps from h = 0, 12,798 parameters. A step of 16 windows costs about 0.06 GFLOP.
    Gradients explode where U stretches the state, so the task favours rules that clip or normalise.
    """
    return cross_entropy(scores(params, batch["tokens"][:, :-1]), batch["tokens"])

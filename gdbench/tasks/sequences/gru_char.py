"""A gated recurrent unit that reads text character by character."""

from functools import partial

import jax
from jax import numpy as jnp

from gdbench.registry import task
from gdbench.tasks.sequences._recurrent import HIDDEN, next_scores, recurrent_weights
from gdbench.tasks.sequences._text import cross_entropy, text_measures, windows


def scores(params, tokens):
    """Return the scores ``[windows, places, 94]`` of the next character."""

    def cell(state, x):
        (h,) = state
        # The reset gate acts after the product, as in GPU implementations, so a step needs only one product.
        from_state = h @ params["u"]
        gates = jax.nn.sigmoid(x[:, : 2 * HIDDEN] + from_state[:, : 2 * HIDDEN])
        keep, reset = gates[:, :HIDDEN], gates[:, HIDDEN:]
        candidate = jnp.tanh(x[:, 2 * HIDDEN :] + reset * from_state[:, 2 * HIDDEN :])
        return (keep * h + (1 - keep) * candidate,)

    return next_scores(params, tokens, cell, states=1)


def measures(params, data):
    """Return the training and held-out loss in nats per character."""
    return text_measures(gru_char.loss, params, data)


@task(
    init=partial(recurrent_weights, gates=3),
    data=windows,
    measures=measures,
    target_measure="test_loss",
    levels=(2.8, 2.4, 2.1, 1.95),
    batch=16,
    budget=400,
    tags=("nonconvex", "smooth", "network", "recurrent", "finite-sum"),
    source="Cho et al. 2014 (arXiv:1406.1078); text of the Python 3.11 reference, PSF License Version 2",
    quick=False,
)
def gru_char(params, batch):
    """The loss is the mean cross-entropy, in nats per character, of a gated recurrent unit of width 64 on text.

    h ← k∘h + (1−k)∘tanh(x_h + r∘(Uₕᵀ h)), (k, r) = σ(x_g + U_gᵀ h), x = Wᵀ e_char + b, scores = Oᵀ h + c: 94
    characters with embeddings ``e`` of 16 numbers, 64 steps from h = 0, 23,166 parameters. A step of 16 windows
    costs about 0.12 GFLOP.
    """
    return cross_entropy(scores(params, batch["tokens"][:, :-1]), batch["tokens"])

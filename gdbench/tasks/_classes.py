"""Losses and held-out measures for all tasks that learn classes ``y`` from ``x``."""

import optax
from jax import numpy as jnp


def cross_entropy(scores, labels):
    """Return −mean log softmax(scores)_label for scores ``[examples, classes]``."""
    return jnp.mean(optax.losses.softmax_cross_entropy_with_integer_labels(scores, labels))


def error_rate(scores, labels):
    """Return the share of examples whose highest score belongs to a wrong class."""
    return jnp.mean((jnp.argmax(scores, axis=-1) != labels).astype(scores.dtype))


def held_out(scores):
    """Return measures for ``scores(params, x)``: training loss, held-out loss and held-out error rate."""

    def measures(params, data):
        train, test = data["train"], data["test"]
        seen = scores(params, test["x"])
        return {
            "loss": cross_entropy(scores(params, train["x"]), train["y"]),
            "test_loss": cross_entropy(seen, test["y"]),
            "test_error": error_rate(seen, test["y"]),
        }

    return measures

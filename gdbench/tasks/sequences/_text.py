"""The frozen text, its windows, and what is measured of every model of its characters."""

import gzip
from functools import cache
from importlib import resources

import jax
import numpy as np
import optax
from jax import numpy as jnp

ALPHABET = 94  # newline and 93 printable ASCII characters
LENGTH = 64  # characters that a window predicts
SEEN, HELD_OUT = 2176, 64  # windows; also the size of a piece of the training loss


@cache
def text():
    """The 464,395 characters of Python's language reference, as its release 3.11 ships them (see text/NOTICE)."""
    packed = resources.files(__package__) / "text" / "python_topics.txt.gz"
    return gzip.decompress(packed.read_bytes()).decode("ascii")


@cache
def windows():
    """Windows of 65 characters as numbers 0-93: 2,176 spread over the first 90 % of the text, 64 over the rest.

    All of the text would make the losses cost more than the steps. The reference says some things in more than one
    place, so a part of what is held out also stands in the training text.
    """
    _, numbers = np.unique(np.frombuffer(text().encode("ascii"), np.uint8), return_inverse=True)
    border = len(numbers) - len(numbers) // 10
    return {
        "train": {"tokens": _spread(numbers[:border], SEEN)},
        "test": {"tokens": _spread(numbers[border:], HELD_OUT)},
    }


def _spread(numbers, count):
    """Cut ``count`` windows that begin at even distances."""
    starts = np.linspace(0, len(numbers) - LENGTH - 1, count).astype(int)
    return numbers[starts[:, None] + np.arange(LENGTH + 1)].astype(np.int32)


def cross_entropy(scores, tokens):
    """Return the mean of −log softmax(scores)_next over windows and places, in nats per character.

    ``scores``: ``[windows, 64, 94]``, for each character given those before it; ``tokens``: ``[windows, 65]``.
    """
    return jnp.mean(optax.losses.softmax_cross_entropy_with_integer_labels(scores, tokens[:, 1:]))


def text_measures(loss, params, data):
    """Loss on all training windows, in pieces that fit a cache, and on the held-out windows."""
    tokens = data["train"]["tokens"]
    pieces = tokens.reshape(-1, HELD_OUT, LENGTH + 1)
    return {
        "loss": jnp.mean(jax.lax.map(lambda piece: loss(params, {"tokens": piece}), pieces)),
        "test_loss": loss(params, data["test"]),
    }

"""The frozen text, its windows, and the measures of all models of its characters."""

import gzip
from functools import cache
from importlib import resources

import jax
import numpy as np
import optax
from jax import numpy as jnp

ALPHABET = 94  # newline and 93 printable ASCII characters
LENGTH = 64  # predicted characters per window
SEEN, HELD_OUT = 2176, 64  # numbers of windows; the training loss is computed in pieces of HELD_OUT windows


@cache
def text():
    """Return the 464,395 characters of the language reference of Python 3.11 (see text/NOTICE)."""
    packed = resources.files(__package__) / "text" / "python_topics.txt.gz"
    return gzip.decompress(packed.read_bytes()).decode("ascii")


@cache
def windows():
    """Return windows of 65 characters as numbers 0-93, 2,176 for training and 64 held out.

    The training windows are spread over the first 90 % of the text and the held-out windows over the rest. With
    all of the text, the losses would cost more than the steps. The reference repeats some passages, so a part
    of the held-out text also occurs in the training text.
    """
    _, numbers = np.unique(np.frombuffer(text().encode("ascii"), np.uint8), return_inverse=True)
    border = len(numbers) - len(numbers) // 10
    return {
        "train": {"tokens": _spread(numbers[:border], SEEN)},
        "test": {"tokens": _spread(numbers[border:], HELD_OUT)},
    }


def _spread(numbers, count):
    """Return ``count`` windows that begin at equal distances."""
    starts = np.linspace(0, len(numbers) - LENGTH - 1, count).astype(int)
    return numbers[starts[:, None] + np.arange(LENGTH + 1)].astype(np.int32)


def cross_entropy(scores, tokens):
    """Return the mean of −log softmax(scores)_next over windows and places, in nats per character.

    ``scores`` ``[windows, 64, 94]`` are for each character given those before it; ``tokens`` are ``[windows, 65]``.
    """
    return jnp.mean(optax.losses.softmax_cross_entropy_with_integer_labels(scores, tokens[:, 1:]))


def text_measures(loss, params, data):
    """Return the loss on all training windows, in pieces that fit the cache, and on the held-out windows."""
    tokens = data["train"]["tokens"]
    pieces = tokens.reshape(-1, HELD_OUT, LENGTH + 1)
    return {
        "loss": jnp.mean(jax.lax.map(lambda piece: loss(params, {"tokens": piece}), pieces)),
        "test_loss": loss(params, data["test"]),
    }

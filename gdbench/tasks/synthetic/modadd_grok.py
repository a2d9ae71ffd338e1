"""A network that learns to add modulo 97 from part of the table."""

from functools import cache

import numpy as np
import optax
from jax import numpy as jnp

from gdbench.registry import task
from gdbench.tasks._normals import normals

MODULUS, HIDDEN = 97, 128
SHARE, PENALTY = 0.6, 1e-4


@cache
def data():
    """Return all 4,753 sums a + b modulo 97 with a ≤ b: 2,851 for training and 1,902 held out."""
    a, b = np.triu_indices(MODULUS)
    order = np.random.RandomState(0).permutation(len(a))
    a, b = a[order], b[order]
    table = {"a": a, "b": b, "y": (a + b) % MODULUS}
    seen = int(SHARE * len(a))
    return {
        "train": {name: column[:seen].astype(np.int32) for name, column in table.items()},
        "test": {name: column[seen:].astype(np.int32) for name, column in table.items()},
    }


def init(key):
    """Return normal weights of variance 1 / fan-in of the hidden units: 24,832 parameters."""
    drawn = normals(key, e=(MODULUS, HIDDEN), o=(HIDDEN, MODULUS))
    return {name: draw / jnp.sqrt(1.0 * HIDDEN) for name, draw in drawn.items()}


def scores(params, batch):
    """Return the scores ``[examples, 97]`` of the sums."""
    return (params["e"][batch["a"]] + params["e"][batch["b"]]) ** 2 @ params["o"]


def measures(params, data):
    """Return the training loss, the held-out loss, and the held-out error rate."""
    test = data["test"]
    found = scores(params, test)
    return {
        "loss": modadd_grok.loss(params, data["train"]),
        "test_loss": modadd_grok.loss(params, test),
        "test_error": jnp.mean((jnp.argmax(found, axis=-1) != test["y"]).astype(found.dtype)),
    }


@task(
    init=init,
    data=data,
    measures=measures,
    target_measure="test_error",
    levels=(0.5, 0.1, 0.01, 0.0035),
    batch=512,
    budget=1000,
    tags=("nonconvex", "smooth", "network", "finite-sum"),
    source="Power et al. 2022 (arXiv:2201.02177); the model of Gromov 2023 (arXiv:2301.02679) with one embedding",
    quick=False,
)
def modadd_grok(params, batch):
    """The loss is the mean cross-entropy of a network with square activations on sums modulo 97, with a ridge penalty.

    f = −mean log softmax(Oᵀ (e_a + e_b)²)_y + λ/2 (‖e‖² + ‖O‖²), y = a + b mod 97, λ = 1e-4; 97 numbers have
    embeddings ``e`` of width 128; 24,832 parameters. The network first memorises the training sums, which does
    not help on the held-out sums; later the ridge leads it to periodic features that solve all of them.
    """
    losses = optax.losses.softmax_cross_entropy_with_integer_labels(scores(params, batch), batch["y"])
    return jnp.mean(losses) + 0.5 * PENALTY * (jnp.sum(params["e"] ** 2) + jnp.sum(params["o"] ** 2))

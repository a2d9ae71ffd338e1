"""Word vectors trained with negative sampling."""

import re
from functools import cache

import jax
import numpy as np
from jax import numpy as jnp

from gdbench.registry import task
from gdbench.tasks._normals import normals
from gdbench.tasks.sequences._text import text

WORDS, WIDTH, WINDOW, NEGATIVES = 1000, 32, 2, 5
SLOTS = 2**14  # size of the table from which negative words are drawn


@cache
def vocabulary():
    """Return the 1,000 most frequent words by falling frequency, ties in alphabetical order, and their counts."""
    words, counts = np.unique(re.findall("[a-z]+", text().lower()), return_counts=True)
    order = np.argsort(-counts, kind="stable")[:WORDS]
    return words[order], counts[order]


@cache
def data():
    """Return pairs of words at most two places apart, each word as its frequency rank.

    The first 90 % of the text give 211,538 pairs for training, and the rest gives 4,000 held out.
    """
    rank = {str(word): i for i, word in enumerate(vocabulary()[0])}
    known = [rank[word] for word in re.findall("[a-z]+", text().lower()) if word in rank]
    border = len(known) - len(known) // 10
    return {
        "train": _pairs(np.array(known[:border], np.int32)),
        "test": _pairs(np.array(known[border:], np.int32), 4_000),
    }


def _pairs(known, count=None):
    """Return all pairs of a word and a word near it, or ``count`` of them drawn without replacement."""
    centre, context = [], []
    for apart in range(1, WINDOW + 1):
        centre += [known[:-apart], known[apart:]]
        context += [known[apart:], known[:-apart]]
    centre, context = np.concatenate(centre), np.concatenate(context)
    if count:
        chosen = np.random.RandomState(0).permutation(len(centre))[:count]
        centre, context = centre[chosen], context[chosen]
    return {"centre": centre, "context": context}


@cache
def noise_table():
    """Return the ranks ``[16384]`` for drawing negatives, each in proportion to its count to the power 3/4."""
    share = np.cumsum(vocabulary()[1] ** 0.75)
    return np.searchsorted(share / share[-1], (np.arange(SLOTS) + 0.5) / SLOTS).astype(np.int32)


def init(key):
    """Return normal vectors of length about 1: 64,000 parameters."""
    drawn = normals(key, v=(WORDS, WIDTH), u=(WORDS, WIDTH))
    return {name: draw / jnp.sqrt(1.0 * WIDTH) for name, draw in drawn.items()}


def measures(params, data):
    """Return the loss on training and held-out pairs, each with its own fixed negatives."""
    return {
        "loss": word2vec_sgns.loss(params, data["train"], jax.random.key(0)),
        "test_loss": word2vec_sgns.loss(params, data["test"], jax.random.key(1)),
    }


@task(
    init=init,
    data=data,
    measures=measures,
    target_measure="test_loss",
    levels=(3.5, 3.0, 2.8, 2.71),
    batch=512,
    budget=1000,
    tags=("nonconvex", "smooth", "sparse-gradients", "stochastic-loss", "finite-sum"),
    source="Mikolov et al. 2013 (arXiv:1310.4546); text of the Python 3.11 reference, PSF License Version 2",
    quick=False,
)
def word2vec_sgns(params, batch, key):
    """The loss is the skip-gram loss with negative sampling.

    f = mean −log σ(v_centre·u_context) − Σ₅ log σ(−v_centre·u_noise)

    Words have vectors ``v`` and contexts have vectors ``u``, 1,000 × 32 each. Every step draws five new noise
    words per pair, in proportion to the word counts to the power 3/4. A step changes only the vectors of its
    own words.
    """
    slots = jax.random.randint(key, (len(batch["centre"]), NEGATIVES), 0, SLOTS)
    noise = jnp.asarray(noise_table())[slots]
    v = params["v"][batch["centre"]]
    true = jnp.sum(v * params["u"][batch["context"]], axis=-1)
    false = jnp.einsum("bd,bnd->bn", v, params["u"][noise])
    return jnp.mean(jax.nn.softplus(-true) + jnp.sum(jax.nn.softplus(false), axis=1))

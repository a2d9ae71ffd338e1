"""A recurrent network that reads MNIST-1D from both ends."""

import jax
from jax import numpy as jnp

from gdbench.registry import task
from gdbench.tasks._classes import cross_entropy, held_out
from gdbench.tasks._normals import normals
from gdbench.tasks.networks._mnist1d import mnist1d

STEPS, HIDDEN = 40, 6


def init(key):
    """Return normal weights of variance 1 / fan-in and zero biases: 5,134 parameters.

    For two directions, ``w`` and ``b`` feed the input and ``u`` and ``v`` feed the state to three gates. ``o``
    and ``c`` give the class scores.
    """
    shapes = {"w": (2, 1, 3 * HIDDEN), "u": (2, HIDDEN, 3 * HIDDEN), "o": (2 * HIDDEN * STEPS, 10)}
    drawn = {name: each / jnp.sqrt(1.0 * each.shape[-2]) for name, each in normals(key, **shapes).items()}
    biases = {"b": jnp.zeros((2, 1, 3 * HIDDEN)), "v": jnp.zeros((2, 1, 3 * HIDDEN)), "c": jnp.zeros((10,))}
    return {**drawn, **biases}


def scores(params, x):
    """Return the class scores ``[examples, 10]`` from the states at all times in both directions."""
    both = jnp.stack([x, x[:, ::-1]])  # [2, examples, time]
    inputs = jnp.moveaxis(both, -1, 0)[..., None] * params["w"] + params["b"]  # [time, 2, examples, 3 gates]

    def advance(h, seen):
        fed = h @ params["u"] + params["v"]
        reset, update = jnp.split(jax.nn.sigmoid(seen[..., : 2 * HIDDEN] + fed[..., : 2 * HIDDEN]), 2, axis=-1)
        new = jnp.tanh(seen[..., 2 * HIDDEN :] + reset * fed[..., 2 * HIDDEN :])
        h = (1.0 - update) * new + update * h
        return h, h

    states = jax.lax.scan(advance, jnp.zeros((2, len(x), HIDDEN), x.dtype), inputs)[1]
    aligned = jnp.stack([states[:, 0], states[::-1, 1]])  # [2, time, examples, hidden]
    return jnp.moveaxis(aligned, 2, 0).reshape(len(x), -1) @ params["o"] + params["c"]


@task(
    init=init,
    data=mnist1d,
    packages=("mnist1d",),
    measures=held_out(scores),
    target_measure="test_error",
    levels=(0.7, 0.5, 0.3),
    batch=100,
    budget=300,
    tags=("nonconvex", "smooth", "network", "recurrent", "finite-sum"),
    source="Cho et al. 2014; Greydanus & Kobak 2024 (MNIST-1D), data of the package mnist1d",
    quick=False,
)
def mnist1d_gru(params, batch):
    """The loss is the mean cross-entropy of a gated recurrent network of 6 states in each direction.

    f = −mean log softmax(Oᵀ H + c)_y

    Gates r, z = σ(W x + b + U h + v), new state tanh(W x + b + r (U h + v)), h ← (1 − z) new + z h over 40
    points. H holds the states of all times and both directions, 480 numbers.
    """
    return cross_entropy(scores(params, batch["x"]), batch["y"])

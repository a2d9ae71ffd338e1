"""A small network that separates two spirals."""

from functools import cache

import numpy as np

from gdbench.registry import task
from gdbench.tasks._classes import cross_entropy, held_out
from gdbench.tasks._layers import dense, dense_weights

TURNS, NOISE = 1.5, 0.02


@cache
def data():
    """Return 400 noisy points for training and 400 held out, half on each of two spirals of 1.5 turns."""
    random = np.random.RandomState(0)

    def drawn():
        arm = np.arange(400) % 2
        along = np.sqrt(random.uniform(size=400))
        angle = 2 * np.pi * TURNS * along + np.pi * arm
        x = along[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1)
        return {"x": x + NOISE * random.normal(size=(400, 2)), "y": arm.astype(np.int32)}

    return {"train": drawn(), "test": drawn()}


def init(key):
    """Return normal weights of variance 2 / fan-in and zero biases: 1,218 parameters."""
    return dense_weights(key, (2, 32, 32, 2))


@task(
    init=init,
    data=data,
    measures=held_out(dense),
    target_measure="test_error",
    levels=(0.3, 0.1, 0.03, 0.006),
    budget=1000,
    tags=("nonconvex", "nonsmooth", "network", "finite-sum"),
    source="Lang & Witbrock 1988 (two spirals), with points of its own",
)
def spiral_mlp(params, batch):
    """The loss is the mean cross-entropy of a 2-32-32-2 network.

    f = −mean log softmax(W₂ᵀ relu(W₁ᵀ relu(W₀ᵀ x + b₀) + b₁) + b₂)_y
    """
    return cross_entropy(dense(params, batch["x"]), batch["y"])

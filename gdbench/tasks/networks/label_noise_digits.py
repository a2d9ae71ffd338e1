"""A small network on handwritten digits, two in five of which have a wrong label."""

from functools import cache

import numpy as np

from gdbench.registry import task
from gdbench.tasks._classes import cross_entropy, held_out
from gdbench.tasks._digits import digits
from gdbench.tasks._layers import dense, dense_weights

SHARE = 0.4


@cache
def data():
    """Return the digits with 575 of the 1,437 training labels changed; the held-out labels are correct."""
    clean, random = digits(), np.random.RandomState(0)
    y = clean["train"]["y"].copy()
    wrong = random.permutation(len(y))[: round(SHARE * len(y))]
    y[wrong] = (y[wrong] + random.randint(1, 10, len(wrong))) % 10
    return {"train": {"x": clean["train"]["x"], "y": y}, "test": clean["test"]}


def init(key):
    """Return normal weights of variance 2 / fan-in and zero biases: 2,410 parameters."""
    return dense_weights(key, (64, 32, 10))


@task(
    init=init,
    data=data,
    measures=held_out(dense),
    target_measure="test_error",
    levels=(0.5, 0.2, 0.1, 0.08),
    batch=64,
    budget=1000,
    tags=("nonconvex", "nonsmooth", "network", "label-noise", "finite-sum"),
    source="Zhang, Bengio, Hardt, Recht & Vinyals 2017; data of scikit-learn",
)
def label_noise_digits(params, batch):
    """The loss is the mean cross-entropy of a 64-32-10 network with ReLU.

    f = −mean log softmax(W₁ᵀ relu(W₀ᵀ x + b₀) + b₁)_y

    Long training learns the wrong labels, so the held-out error (by correct labels) falls and then rises.
    """
    return cross_entropy(dense(params, batch["x"]), batch["y"])

"""A small network that detects rare examples, one for every fifty common ones."""

from functools import cache

import jax
import numpy as np
from jax import numpy as jnp

from gdbench.registry import task
from gdbench.tasks._layers import dense, dense_weights

FEATURES, RATIO, WEIGHT = 10, 50, 7.0
CLUSTERS = 4


@cache
def data():
    """Return 5,100 points for training and as many held out, 100 of each rare.

    Rare points lie around four places, common points around zero.
    """
    random = np.random.RandomState(0)
    places = 2.5 * random.normal(size=(CLUSTERS, FEATURES)) / np.sqrt(FEATURES)

    def drawn():
        common = random.normal(size=(100 * RATIO, FEATURES))
        rare = places[np.arange(100) % CLUSTERS] + 0.3 * random.normal(size=(100, FEATURES))
        order = random.permutation(100 * RATIO + 100)
        return {"x": np.concatenate([common, rare])[order], "y": np.repeat([0, 1], [5000, 100])[order].astype(np.int32)}

    return {"train": drawn(), "test": drawn()}


def init(key):
    """Return normal weights of variance 2 / fan-in and zero biases: 1,441 parameters."""
    return dense_weights(key, (FEATURES, 32, 32, 1))


def scores(params, x):
    """Return the log odds of being rare ``[examples]`` under the weighted loss."""
    return dense(params, x)[:, 0]


def measures(params, data):
    """Return the training loss, and 1 − F₁ of the held-out rare examples.

    F₁ = 2 hits / (2 hits + missed + false alarms)
    """
    test = data["test"]
    named = (scores(params, test["x"]) > 0).astype(test["x"].dtype)
    hits = jnp.sum(named * test["y"])
    return {
        "loss": imbalance_rare.loss(params, data["train"]),
        "test_f1_gap": 1.0 - 2.0 * hits / (jnp.sum(named) + jnp.sum(test["y"])),
    }


@task(
    init=init,
    data=data,
    measures=measures,
    target_measure="test_f1_gap",
    levels=(0.8, 0.5, 0.3, 0.17),
    batch=64,
    budget=1500,
    tags=("nonconvex", "nonsmooth", "network", "imbalanced", "finite-sum"),
    source="class_imbalance_rare of HeavyBall, with points of its own",
)
def imbalance_rare(params, batch):
    """The loss is the mean logistic loss of a 10-32-32-1 network with sevenfold weight on rare examples.

    f = mean c_y (log(1 + e^z) − y z), with score z, c₀ = 1 and c₁ = 7 ≈ √50, which is between equal weights and
    balanced classes.
    """
    z, y = scores(params, batch["x"]), batch["y"]
    return jnp.mean(jnp.where(y == 1, WEIGHT * jax.nn.softplus(-z), jax.nn.softplus(z)))

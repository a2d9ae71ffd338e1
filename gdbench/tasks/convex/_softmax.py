"""Softmax regression, for all tasks that fit it to their data."""

import jax
import optax
from jax import numpy as jnp

PENALTY = 1e-3


def linear_model(features, classes):
    """Return an ``init`` that gives small random weights, which make seeds differ, and zero intercepts."""

    def init(key):
        return {"b": jnp.zeros((classes,)), "w": 0.1 * jax.random.normal(key, (features, classes))}

    return init


def scores(params, x):
    """Return the class scores X W + b ``[examples, classes]``."""
    return x @ params["w"] + params["b"]


def penalised_cross_entropy(params, batch):
    """Return −mean log softmax(X W + b)_y + λ/2 (‖W‖² + ‖b‖²), λ = 0.001."""
    losses = optax.losses.softmax_cross_entropy_with_integer_labels(scores(params, batch["x"]), batch["y"])
    ridge = 0.5 * PENALTY * (jnp.sum(params["w"] ** 2) + jnp.sum(params["b"] ** 2))
    return jnp.mean(losses) + ridge


def error(params, part):
    """Return the share of examples whose highest score belongs to a wrong class."""
    wrong = jnp.argmax(scores(params, part["x"]), axis=-1) != part["y"]
    return jnp.mean(wrong.astype(part["x"].dtype))


def standardised(load):
    """Return the training data of a scikit-learn loader with features of mean 0 and standard deviation 1."""
    x, y = load(return_X_y=True)
    return {"train": {"x": (x - x.mean(0)) / x.std(0), "y": y.astype("int32")}}

"""Regularised logistic regression on the breast cancer data."""

from functools import cache

import jax
import numpy as np
from jax import numpy as jnp

from gdbench.registry import task

PENALTY = 1e-2


@cache
def data():
    """569 tumours, 30 standardised measurements, label −1 or +1."""
    from sklearn.datasets import load_breast_cancer

    x, y = load_breast_cancer(return_X_y=True)
    return {"train": {"x": (x - x.mean(0)) / x.std(0), "y": np.where(y == 1, 1.0, -1.0)}}


def init(key):
    """Small random weights, so that seeds differ."""
    return {"b": jnp.zeros(()), "w": 0.1 * jax.random.normal(key, (30,))}


def measures(params, data):
    """Loss and accuracy on all examples."""
    train = data["train"]
    correct = (train["x"] @ params["w"] + params["b"]) * train["y"] > 0
    return {
        "loss": logreg_breast_cancer.loss(params, train),
        "train_accuracy": jnp.mean(correct.astype(train["x"].dtype)),
    }


@task(
    init=init,
    data=data,
    measures=measures,
    optimum=0.1004463037812059,
    tags=("convex", "strongly-convex", "smooth", "finite-sum"),
    source="Street, Wolberg & Mangasarian 1993, data of scikit-learn; optimum by Newton's method",
)
def logreg_breast_cancer(params, batch):
    """Mean logistic loss with a ridge: f = mean log(1 + e^(−y z)) + λ/2 (‖w‖² + b²), z = X w + b, λ = 0.01."""
    margin = batch["y"] * (batch["x"] @ params["w"] + params["b"])
    ridge = 0.5 * PENALTY * (jnp.sum(params["w"] ** 2) + params["b"] ** 2)
    return jnp.mean(jax.nn.softplus(-margin)) + ridge

"""The breast cancer data of scikit-learn and a linear model, for all tasks that learn from them."""

from functools import cache

import jax
import numpy as np
from jax import numpy as jnp


@cache
def breast_cancer():
    """Return 569 tumours with 30 standardised measurements and label −1 or +1 (Street, Wolberg & Mangasarian 1993)."""
    from sklearn.datasets import load_breast_cancer

    x, y = load_breast_cancer(return_X_y=True)
    return {"train": {"x": (x - x.mean(0)) / x.std(0), "y": np.where(y == 1, 1.0, -1.0)}}


def linear_model(key):
    """Return small random weights, which make seeds differ, and a zero intercept: 31 parameters."""
    return {"b": jnp.zeros(()), "w": 0.1 * jax.random.normal(key, (30,))}


def margins(params, batch):
    """Return the margins y (X w + b) ``[examples]``, which are positive where the label is predicted correctly."""
    return batch["y"] * (batch["x"] @ params["w"] + params["b"])


def ridge(params):
    """Return ½ (‖w‖² + b²), which includes the intercept."""
    return 0.5 * (jnp.sum(params["w"] ** 2) + params["b"] ** 2)


def accuracy(params, data):
    """Return the share of training examples that are classified correctly."""
    correct = margins(params, data["train"]) > 0
    return jnp.mean(correct.astype(data["train"]["x"].dtype))

"""The diabetes data of scikit-learn, for every task that learns from them."""

from functools import cache

import jax


@cache
def diabetes():
    """442 patients, 10 measurements and a score of disease progression, all standardised (Efron et al. 2004)."""
    from sklearn.datasets import load_diabetes

    x, y = load_diabetes(return_X_y=True, scaled=False)
    return {"train": {"x": (x - x.mean(0)) / x.std(0), "y": (y - y.mean()) / y.std()}}


def weights(key):
    """Small random weights without an intercept, so that seeds differ: the scores have mean zero."""
    return {"w": 0.1 * jax.random.normal(key, (10,))}

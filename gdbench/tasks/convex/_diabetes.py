"""The diabetes data of scikit-learn, for all tasks that learn from them."""

from functools import cache

import jax


@cache
def diabetes():
    """Return 442 patients with 10 measurements and a disease score, all standardised (Efron et al. 2004)."""
    from sklearn.datasets import load_diabetes

    x, y = load_diabetes(return_X_y=True, scaled=False)
    return {"train": {"x": (x - x.mean(0)) / x.std(0), "y": (y - y.mean()) / y.std()}}


def weights(key):
    """Return small random weights, which make seeds differ; the scores have mean zero and need no intercept."""
    return {"w": 0.1 * jax.random.normal(key, (10,))}

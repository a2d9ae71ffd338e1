"""The handwritten digits of scikit-learn, for all tasks that learn from them."""

from functools import cache

import numpy as np


@cache
def digits():
    """Return 1,797 digits of 8 × 8 pixels in [0, 1] with labels 0-9: 1,437 for training and 360 held out.

    The data are those of Alpaydin & Kaynak 1998.
    """
    from sklearn.datasets import load_digits

    x, y = load_digits(return_X_y=True)
    order = np.random.RandomState(0).permutation(len(x))
    x, y = x[order] / 16.0, y[order].astype(np.int32)
    return {"train": {"x": x[:1437], "y": y[:1437]}, "test": {"x": x[1437:], "y": y[1437:]}}

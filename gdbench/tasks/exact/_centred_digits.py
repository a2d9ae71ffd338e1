"""The handwritten digits less their mean, for tasks that find principal components."""

from functools import cache

import numpy as np

from gdbench.tasks._digits import digits


@cache
def centred_digits():
    """1,797 digits of 8 × 8 pixels in [0, 1], less their mean image."""
    parts = digits()
    x = np.concatenate([parts["train"]["x"], parts["test"]["x"]])
    return {"train": {"x": x - x.mean(0)}}

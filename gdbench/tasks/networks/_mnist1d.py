"""MNIST-1D (Greydanus & Kobak 2024): ten classes of bent, shifted and noisy curves, generated without a download."""

from functools import cache

import numpy as np


@cache
def mnist1d():
    """Return 5,000 curves of 40 points, 4,000 for training and 1,000 held out.

    The points have mean 0 and standard deviation 1 over all curves.
    """
    import random

    from mnist1d.data import get_dataset_args, make_dataset

    # The package seeds the global generators of the process, so their states are restored afterwards.
    states = random.getstate(), np.random.get_state()  # noqa: NPY002
    try:
        made = make_dataset(get_dataset_args())
    finally:
        random.setstate(states[0])
        np.random.set_state(states[1])  # noqa: NPY002
    train = {"x": made["x"], "y": made["y"].astype(np.int32)}
    return {"train": train, "test": {"x": made["x_test"], "y": made["y_test"].astype(np.int32)}}

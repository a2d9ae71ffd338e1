"""Where problems are looked at."""

import numpy as np


def random_points(unit, count, seed=0):
    """Return ``[n, count]`` points of the box, or within 5 of the start where there is no box.

    A function that has poles or overflows somewhere is looked at where its runs start.
    """
    n = unit.dims.default
    start = unit.start(n)[:, None]
    if unit.tags & {"pole", "overflow"}:
        width = unit.spread * np.maximum(1.0, np.abs(start))
        low, high = start - width, start + width
    else:
        low, high = (start - 5.0, start + 5.0) if unit.box is None else unit.box
    return np.random.default_rng(seed).uniform(low, high, (n, count))

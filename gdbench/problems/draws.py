"""What a problem draws for a run: from the run's key and the step, and from nothing that a rule draws from.

Rules draw from ``fold_in(key, t)``. A step is below 2³¹, so numbers from there on name other streams.
"""

import jax
import numpy as np

_PROBLEM, _INSIDE = np.uint32(2**31), np.uint32(2**31 + 1)


def at(key, t):
    """Return the key of what a problem draws at step ``t``, or for the number ``t`` of anything else."""
    return jax.random.fold_in(jax.random.fold_in(key, _PROBLEM), t)


def inside(key):
    """Return the key for the problem inside a wrapper that draws: its draws are independent of the wrapper's."""
    return jax.random.fold_in(key, _INSIDE)

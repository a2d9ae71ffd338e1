"""What a problem draws for a run: from the run's key and the step, and from nothing that a rule draws from.

Rules draw from ``fold_in(key, t)``. A step is below 2³¹, so numbers from there on name other streams. Each fold is
one more cipher in every program that the problem is part of: there is one, and whole numbers are scaled uniforms.
"""

import jax
import numpy as np
from jax import numpy as jnp

_PROBLEM, _INSIDE = np.uint32(2**31), np.uint32(2**32 - 1)


def at(key, t):
    """Return the key of what a problem draws at step ``t``, or for the number ``t`` of anything else."""
    return jax.random.fold_in(key, jnp.asarray(t).astype("uint32") + _PROBLEM)


def inside(key):
    """Return the key for the problem inside a wrapper that draws: its draws are independent of the wrapper's."""
    return jax.random.fold_in(key, _INSIDE)


def below(key, count, size):
    """Return ``size`` whole numbers from 0 to ``count`` − 1, each as likely as the next (``count`` below 2²⁰)."""
    return jnp.floor(jax.random.uniform(key, (size,), "float32") * count).astype("int32")

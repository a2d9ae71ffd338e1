"""Random draws of problems, from the run's key and the step and independent of the draws of rules.

Rules draw from ``fold_in(key, t)``. A step is below 2³¹, so larger numbers name other streams. Every fold adds a
cipher to every program that contains the problem, so a draw uses a single fold, and whole numbers are scaled
uniforms.
"""

import jax
import numpy as np
from jax import numpy as jnp

_PROBLEM, _INSIDE = np.uint32(2**31), np.uint32(2**32 - 1)


def at(key, t):
    """Return the key for a problem's draw at step ``t`` or at any other number ``t``."""
    return jax.random.fold_in(key, jnp.asarray(t).astype("uint32") + _PROBLEM)


def inside(key):
    """Return the key for the problem inside a wrapper, whose draws are independent of the wrapper's draws."""
    return jax.random.fold_in(key, _INSIDE)


def below(key, count, size):
    """Return ``size`` whole numbers, uniform from 0 to ``count`` − 1 (``count`` below 2²⁰)."""
    return jnp.floor(jax.random.uniform(key, (size,), "float32") * count).astype("int32")

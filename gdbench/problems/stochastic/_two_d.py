"""The noise of DeepOBS's problems in two variables: an added plane with a random slope."""

from functools import cache

import jax
import numpy as np
from jax import numpy as jnp

from gdbench.problems import draws

ROWS, BATCH = 10_000, 128


@cache
def rows():
    """Return ``[2, 10000]`` normal numbers rounded to float32, drawn row by row from one stream."""
    return np.random.RandomState(42).normal(size=(2, ROWS)).astype(np.float32)


def tilted(function):
    """Return the oracle with the exact value, and the gradient plus the mean of 128 columns drawn with replacement."""
    both = jax.value_and_grad(function)

    def oracle(t, x, key):
        value, gradient = both(x)
        drawn = draws.below(draws.at(key, t), ROWS, BATCH)
        return value, gradient + jnp.mean(jnp.asarray(rows(), x.dtype)[:, drawn], axis=1)

    return oracle

"""The first penalty function and its minimiser, which the units ``mgh23_penalty1_*`` share."""

import math

import numpy as np
from jax import numpy as jnp

_A = 1e-5


def penalty1(x):
    """Return the n + 1 residuals."""
    return jnp.concatenate([math.sqrt(_A) * (x - 1.0), jnp.sum(x * x, axis=0, keepdims=True) - 0.25])


def start(n):
    """Return (1, 2, …, n)."""
    return np.arange(1, n + 1)


def minimiser(n):
    """Return the common value c of all coordinates, the largest root of 2n c³ + (a − ½) c = a, by Newton's method."""
    c = 0.5 / math.sqrt(n)
    for _ in range(20):
        c -= (2.0 * n * c**3 + (_A - 0.5) * c - _A) / (6.0 * n * c**2 + _A - 0.5)
    return c


def minimum(n):
    """Return f*, where n c² − ¼ = a (1 − c) / 2c."""
    c = minimiser(n)
    return _A * (1.0 - c) ** 2 * (n + 0.25 * _A / c**2)

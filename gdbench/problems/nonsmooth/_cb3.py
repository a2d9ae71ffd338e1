"""The three pieces of Charalambous and Bandler's third function, chained."""

from jax import numpy as jnp


def pieces(x):
    """Return a quartic, a parabola and an exponential of each pair of neighbours, ``[3, n−1, *runs]``."""
    first, second = x[:-1], x[1:]
    quartic = first**4 + second**2
    parabola = (2.0 - first) ** 2 + (2.0 - second) ** 2
    return jnp.stack([quartic, parabola, 2.0 * jnp.exp(second - first)])

"""The bilinear game."""

from jax import numpy as jnp

from gdbench.registry import problem
from gdbench.types import scalable


def _field(t, z, key):
    """The squared distance, and the gradient in x with that in y reversed: (y, −x)."""
    del t, key
    x, y = jnp.split(z, 2)
    return jnp.sum(z * z, axis=0), jnp.concatenate([y, -x])


@problem(
    dims=scalable(2, at_least=2, multiple_of=2),
    start=1.0,
    minimiser=0.0,
    minimum=0.0,
    tags=("nonconvex", "smooth", "game"),
    oracle=_field,
    source="Gidel et al. 2019, arXiv:1802.10551: the bilinear example",
)
def bilinear_game(z):
    """A pure rotation, min over x and max over y of x·y, by the distance from its equilibrium 0: f = |z|², z = (x, y).

    The field is (y, −x). Simultaneous descent spirals out, by √(1 + η²) in each step; extragradient goes in, by
    √((1 − η²)² + η²).
    """
    return jnp.sum(z * z, axis=0)

"""The bilinear game."""

from jax import numpy as jnp

from gdbench.registry import problem
from gdbench.types import scalable


def _field(t, z, key):
    """Return the squared distance, and the field (y, −x): the gradient in x and the negative gradient in y."""
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
    """The bilinear game, min over x and max over y of x·y, is a pure rotation: f = |z|², z = (x, y).

    The value is the squared distance from the equilibrium 0, and the field is (y, −x). Simultaneous descent
    multiplies the distance by √(1 + η²) in each step, and extragradient by √((1 − η²)² + η²).
    """
    return jnp.sum(z * z, axis=0)

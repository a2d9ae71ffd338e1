"""A game whose field combines descent and rotation."""

from jax import numpy as jnp

from gdbench.problems.parameters import number
from gdbench.registry import problem, problem_maker
from gdbench.types import scalable


@problem_maker()
def quadratic_game(rotation=0.9):
    """Return the game whose field is (1 − rotation) z plus rotation times that of the bilinear game."""
    number("rotation", rotation, 0, 1)

    def field(t, z, key):
        del t, key
        x, y = jnp.split(z, 2)
        return jnp.sum(z * z, axis=0), (1.0 - rotation) * z + rotation * jnp.concatenate([y, -x])

    @problem(
        dims=scalable(10, at_least=2, multiple_of=2),
        start=1.0,
        minimiser=0.0,
        minimum=0.0,
        tags=("nonconvex", "smooth", "game"),
        oracle=field,
        source="Gidel et al. 2019, arXiv:1802.10551; Azizian et al. 2020, arXiv:1906.05945: spectra of games",
    )
    def distance(z):
        """The quadratic game is min over x and max over y of ½μ|x|² + ω x·y − ½μ|y|²: f = |z|², z = (x, y).

        The value is the squared distance from the equilibrium 0. ω is ``rotation`` and μ = 1 − ω; the field is
        strongly monotone with μ, and its eigenvalues are μ ± iω. Descent multiplies the distance by
        √((1 − ημ)² + η²ω²) in each step and needs η < 2μ / (μ² + ω²).
        """
        return jnp.sum(z * z, axis=0)

    return distance

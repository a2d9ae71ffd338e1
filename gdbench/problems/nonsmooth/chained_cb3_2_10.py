"""The chained CB3 function, with one maximum over three sums."""

from jax import numpy as jnp

from gdbench.problems.coordinates import largest
from gdbench.problems.nonsmooth._cb3 import pieces
from gdbench.registry import problem
from gdbench.types import scalable


@problem(
    dims=scalable(10, at_least=2),
    start=2.0,
    minimiser=1.0,
    minimum=lambda n: 2.0 * (n - 1),
    tags=("convex", "nonsmooth"),
    source="Haarala, Miettinen & Mäkelä 2004, Optim. Methods Softw. 19:673, problem 5",
)
def chained_cb3_2_10(x):
    """The second chained CB3 function has one kink that all coordinates share: f = max(Σ aᵢ, Σ bᵢ, Σ cᵢ), over i < n.

    aᵢ = xᵢ⁴ + xᵢ₊₁², bᵢ = (2 − xᵢ)² + (2 − xᵢ₊₁)², cᵢ = 2 exp(xᵢ₊₁ − xᵢ). JAX gives the mean gradient of tied sums,
    which at the minimiser is ⅔ in every coordinate but the first.
    """
    return largest(jnp.sum(pieces(x), axis=1))

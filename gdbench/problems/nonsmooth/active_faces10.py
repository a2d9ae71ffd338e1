"""The number of active faces."""

from jax import numpy as jnp

from gdbench.problems.coordinates import largest
from gdbench.registry import problem
from gdbench.types import scalable


@problem(
    dims=scalable(10),
    start=1.0,
    minimiser=0.0,
    minimum=0.0,
    tags=("nonconvex", "nonsmooth"),
    source="Haarala, Miettinen & Mäkelä 2004, Optim. Methods Softw. 19:673, problem 6; Grothey 2001",
)
def active_faces10(x):
    """The active faces function has slopes that steepen towards a tip where all n + 1 faces meet.

    f = max(g(Σ xᵢ), g(x₁), …, g(xₙ))

    g(y) = log(1 + |y|), so the code takes the maximum of the |y|. JAX shares the subgradient equally among tied
    faces and takes the sign of 0 as 1, which gives 2 / (n + 1) in every coordinate at the minimiser.
    """
    faces = jnp.concatenate([x, jnp.sum(x, axis=0, keepdims=True)])
    return jnp.log1p(largest(jnp.abs(faces)))

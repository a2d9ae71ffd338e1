"""The nondiagonal quartic."""

import numpy as np
from jax import numpy as jnp

from gdbench.registry import problem
from gdbench.types import scalable


@problem(
    dims=scalable(10, at_least=3),
    start=lambda n: np.resize([1.0, -1.0], n),
    minimiser=0.0,
    minimum=0.0,
    tags=("convex", "smooth", "degenerate"),
    source="CUTEst NONDQUAR; Conn, Gould, Lescrenier & Toint 1988, Report 88/4, Namur, problem 57",
)
def nondquar(x):
    """The nondiagonal quartic is convex and nearly flat: f = (x₁ − x₂)² + (xₙ₋₁ − xₙ)² + Σ_{i≤n−2} (xᵢ + xᵢ₊₁ + xₙ)⁴.

    At the minimiser the Hessian has rank 2, so gradient methods slow down to a sublinear rate.
    """
    ends = (x[0] - x[1]) ** 2 + (x[-2] - x[-1]) ** 2
    return ends + jnp.sum((x[:-2] + x[1:-1] + x[-1:]) ** 4, axis=0)

"""The generalized Rosenbrock function."""

import numpy as np
from jax import numpy as jnp

from gdbench.registry import problem
from gdbench.types import scalable


@problem(
    dims=scalable(10, at_least=2),
    start=lambda n: np.arange(1, n + 1) / (n + 1),
    minimiser=1.0,
    minimum=1.0,
    tags=("nonconvex", "smooth", "valley", "ill-conditioned"),
    source="CUTEst GENROSE; Nash 1984, SIAM J. Numer. Anal. 21:770, problem 5",
)
def genrose(x):
    """The generalized Rosenbrock function is a chain of valleys above a minimum of 1.

    f = 1 + Σ_{i≥2} 100 (xᵢ − xᵢ₋₁²)² + (xᵢ − 1)²

    Unlike in `chained_rosenbrock10`, the pull towards 1 leaves out x₁ rather than xₙ.
    """
    before, after = x[:-1], x[1:]
    return 1.0 + jnp.sum(100.0 * (after - before**2) ** 2 + (after - 1.0) ** 2, axis=0)

"""The arrowhead function."""

import numpy as np
from jax import numpy as jnp

from gdbench.registry import problem
from gdbench.types import scalable


@problem(
    dims=scalable(10, at_least=2),
    start=1.0,
    minimiser=lambda n: np.r_[np.ones(n - 1), 0.0],
    minimum=0.0,
    tags=("convex", "smooth"),
    source="CUTEst ARWHEAD; Conn, Gould, Lescrenier & Toint 1988, Report 88/4, Namur, problem 55",
)
def arwhead(x):
    """The arrowhead function is a convex quartic whose Hessian has the shape of an arrowhead.

    f = Σ_{i<n} (xᵢ² + xₙ²)² − 4xᵢ + 3

    Every coordinate interacts only with xₙ. The start is correct except for xₙ, but steep, because xₙ has n − 1
    partners.
    """
    first, last = x[:-1], x[-1:]
    # The form a⁴ − 4a + 3 = (a − 1)² (a² + 2a + 3) avoids cancellation at the minimiser.
    alone = (first - 1.0) ** 2 * (first * (first + 2.0) + 3.0)
    return jnp.sum(alone + last**2 * (2.0 * first**2 + last**2), axis=0)

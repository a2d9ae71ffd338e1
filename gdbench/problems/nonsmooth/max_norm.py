"""The maximum norm."""

import numpy as np
from jax import numpy as jnp

from gdbench.problems.coordinates import largest
from gdbench.registry import problem
from gdbench.types import scalable


@problem(
    dims=scalable(10),
    start=lambda n: np.linspace(-3.0, 3.0, n),
    minimiser=0.0,
    minimum=0.0,
    tags=("convex", "nonsmooth"),
    source="Schwefel 1981, Numerical Optimization of Computer Models, 2.21; go_benchmark Schwefel21",
)
def max_norm(x):
    """Only the largest coordinate counts: f = max |xᵢ|.

    JAX shares the subgradient equally among tied coordinates, with sign 1 at 0: 1/n each at the minimiser.
    """
    return largest(jnp.abs(x))

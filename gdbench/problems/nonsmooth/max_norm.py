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
    """The maximum norm depends only on the largest coordinate: f = max |xᵢ|.

    JAX shares the subgradient equally among tied coordinates and takes the sign of 0 as 1, which gives 1/n each at
    the minimiser.
    """
    return largest(jnp.abs(x))

"""A sum of fourth powers."""

import numpy as np
from jax import numpy as jnp

from gdbench.problems.coordinates import along
from gdbench.registry import problem
from gdbench.types import scalable


@problem(
    dims=scalable(10),
    start=2.0,
    minimiser=lambda n: np.arange(1, n + 1),
    minimum=0.0,
    tags=("convex", "smooth", "separable", "degenerate"),
    source="Buckley 1989, Test Functions for Unconstrained Minimization, 157; CUTEst QUARTC",
)
def quartc(x):
    """The sum of fourth powers has no curvature at its minimiser, which makes gradient methods sublinear.

    f = Σ (xᵢ − i)⁴
    """
    return jnp.sum((x - along(x, np.arange(1, x.shape[0] + 1))) ** 4, axis=0)

"""Nesterov's second nonsmooth Chebyshev–Rosenbrock function."""

import numpy as np
from jax import numpy as jnp

from gdbench.registry import problem
from gdbench.types import scalable


@problem(
    dims=scalable(4, at_least=2),
    start=lambda n: np.where(np.arange(n) == 0, -1.0, 1.0),
    minimiser=1.0,
    minimum=0.0,
    tags=("nonconvex", "nonsmooth", "valley"),
    source="Gürbüzbalaban & Overton 2012, Nonlinear Anal. 75:1282, the second nonsmooth variant",
)
def nesterov_chebyshev_ns2_4(x):
    """Nesterov's second nonsmooth function is a folded valley of straight pieces.

    f = ¼ |x₁ − 1| + Σ_{i<n} |xᵢ₊₁ − 2|xᵢ| + 1|

    The function has 2ⁿ⁻¹ Clarke stationary points, at which methods stop, and one minimiser. The start lies on
    every kink of the sum; JAX takes the sign of 0 as 1, both there and at the minimiser.
    """
    return 0.25 * jnp.abs(x[0] - 1.0) + jnp.sum(jnp.abs(x[1:] - 2.0 * jnp.abs(x[:-1]) + 1.0), axis=0)

"""Nesterov's first nonsmooth Chebyshev–Rosenbrock function."""

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
    source="Gürbüzbalaban & Overton 2012, Nonlinear Anal. 75:1282, the first nonsmooth variant",
)
def nesterov_chebyshev_ns1_4(x):
    """Nesterov's first nonsmooth function is a folded valley with kinks along its floor.

    f = ¼ (x₁ − 1)² + Σ_{i<n} |xᵢ₊₁ − 2xᵢ² + 1|

    The start lies on every kink. JAX takes the sign of 0 as 1 there, so the gradient is small neither at the start
    nor at the minimiser.
    """
    return 0.25 * (x[0] - 1.0) ** 2 + jnp.sum(jnp.abs(x[1:] - 2.0 * x[:-1] ** 2 + 1.0), axis=0)

"""Nesterov's smooth Chebyshev–Rosenbrock function."""

import numpy as np
from jax import numpy as jnp

from gdbench.registry import problem
from gdbench.types import scalable


@problem(
    dims=scalable(5, at_least=2),
    start=lambda n: np.where(np.arange(n) == 0, -1.0, 1.0),
    minimiser=1.0,
    minimum=0.0,
    residuals=True,
    tags=("nonconvex", "smooth", "valley", "ill-conditioned"),
    source="Gürbüzbalaban & Overton 2012, Nonlinear Anal. 75:1282; Nesterov 2008",
)
def nesterov_chebyshev_rosen5(x):
    """Nesterov's smooth function is a valley with one more fold for every coordinate.

    f = ¼ (x₁ − 1)² + Σ_{i<n} (xᵢ₊₁ − 2xᵢ² + 1)²

    On its floor, xₙ is the Chebyshev polynomial of degree 2ⁿ⁻¹ in x₁. The start lies on the floor, and the length
    of the path along it from there grows exponentially with n.
    """
    return jnp.concatenate([0.5 * (x[:1] - 1.0), x[1:] - 2.0 * x[:-1] ** 2 + 1.0])

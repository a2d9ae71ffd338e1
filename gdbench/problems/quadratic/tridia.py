"""Shanno's tridiagonal quadratic."""

import numpy as np
from jax import numpy as jnp
from scipy.linalg import eigvalsh_tridiagonal

from gdbench.problems.coordinates import along
from gdbench.registry import problem
from gdbench.types import scalable


def _eigenvalue(k):
    """Return the k-th eigenvalue of the Hessian (−1: the largest) as a function of the dimension."""

    def of(n):
        i = np.arange(1.0, n + 1.0)
        diagonal = 2.0 * (4.0 * i + (i + 1.0))
        diagonal[0], diagonal[-1] = 6.0, 8.0 * n
        return eigvalsh_tridiagonal(diagonal, -4.0 * i[1:], select="i", select_range=(k % n, k % n))[0]

    return of


@problem(
    dims=scalable(20, at_least=2),
    start=1.0,
    minimiser=lambda n: 0.5 ** np.arange(n),
    minimum=0.0,
    tags=("convex", "strongly-convex", "smooth", "ill-conditioned", "quadratic"),
    lipschitz=_eigenvalue(-1),
    strong_convexity=_eigenvalue(0),
    source="Toint 1983, Test Problems for Partially Separable Optimization, 8; CUTEst TRIDIA",
)
def tridia(x):
    """Shanno's tridiagonal quadratic is a chain whose links stiffen along the way.

    f = (x₁ − 1)² + Σ_{i≥2} i (2xᵢ − xᵢ₋₁)²

    The minimiser halves from one coordinate to the next.
    """
    weight = along(x, np.arange(2, x.shape[0] + 1))
    return (x[0] - 1.0) ** 2 + jnp.sum(weight * (2.0 * x[1:] - x[:-1]) ** 2, axis=0)

"""The linear function of rank one with zero columns and rows."""

import numpy as np
from jax import numpy as jnp

from gdbench.problems.coordinates import along
from gdbench.registry import problem
from gdbench.types import scalable


def _minimiser(n):
    """Return the point of the plane Σ j xⱼ = 3 / (2m − 3), 1 < j < n, that is nearest to the start."""
    weights = np.arange(1, n + 1)
    weights[[0, -1]] = 0
    return 1.0 - weights * (weights.sum() - 3.0 / (4 * n - 3)) / (weights @ weights)


def _curvature(n):
    """Return 2 Σ k² Σ j² for k up to m − 2 = 2n − 2 and j from 2 to n − 1."""
    return 2.0 * ((2 * n - 2) * (2 * n - 1) * (4 * n - 3) / 6) * ((n - 1) * n * (2 * n - 1) / 6 - 1)


@problem(
    dims=scalable(10, at_least=3, at_most=2000),  # In higher dimensions, the rounding of Σ j xⱼ hides f*.
    start=1.0,
    minimiser=_minimiser,
    minimum=lambda n: (2 * n * n + 3 * n - 3) / (4 * n - 3),
    residuals=True,
    tags=("convex", "smooth", "degenerate", "quadratic"),
    lipschitz=_curvature,
    strong_convexity=0.0,
    source="Moré, Garbow & Hillstrom 1981, TOMS 7:17, problem 34 with m = 2n",
)
def mgh34_linear_rank1_zero(x):
    """The linear function of rank one with zeros has no slope in the first and the last coordinate: f = Σ rᵢ².

    rᵢ = (i − 1) Σ_{1<j<n} j xⱼ − 1 for i < m = 2n, and rₘ = −1. Those two coordinates have a gradient of exactly 0,
    and rules that divide by the size of the gradient must cope with it.
    """
    n = x.shape[0]
    s = jnp.sum(along(x, np.arange(2, n)) * x[1:-1], axis=0, keepdims=True)
    factors = np.arange(2 * n)
    factors[-1] = 0
    return along(x, factors) * s - 1.0

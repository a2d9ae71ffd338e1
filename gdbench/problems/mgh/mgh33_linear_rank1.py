"""The linear function of rank one."""

import numpy as np
from jax import numpy as jnp

from gdbench.problems.coordinates import along
from gdbench.registry import problem
from gdbench.types import scalable

_RECORDED = (1.5739219773, 0.922952587, 0.6667046308, -0.2213346635, 0.2736029642, 0.1197852343)


def _minimisers(n):
    """Return points with Σ j xⱼ = 3 / (2m + 1): the one nearest to the start and, for n = 10, a recorded one."""
    weights, level = np.arange(1, n + 1), 3.0 / (4 * n + 1)
    nearest = 1.0 - weights * (weights.sum() - level) / (weights @ weights)
    if n != 10:
        return nearest
    rest = (level - weights[:6] @ _RECORDED) / weights[6:].sum()
    return [(*_RECORDED, *[rest] * 4), nearest]


def _curvature(n):
    """Return 2 Σ i² Σ j² for i up to m = 2n and j up to n."""
    return 2.0 * (2 * n * (2 * n + 1) * (4 * n + 1) / 6) * (n * (n + 1) * (2 * n + 1) / 6)


@problem(
    dims=scalable(10, at_least=2, at_most=2000),  # In higher dimensions, the rounding of Σ j xⱼ hides f*.
    start=1.0,
    minimiser=_minimisers,
    minimum=lambda n: n * (2 * n - 1) / (4 * n + 1),
    residuals=True,
    tags=("convex", "smooth", "degenerate", "quadratic"),
    lipschitz=_curvature,
    strong_convexity=0.0,
    source="Moré, Garbow & Hillstrom 1981, TOMS 7:17, problem 33 with m = 2n",
)
def mgh33_linear_rank1(x):
    """The linear function of rank one is a trough that is flat in all directions but one.

    f = Σ rᵢ², rᵢ = i Σ j xⱼ − 1, i = 1…m = 2n

    The only nonzero curvature is 2·10⁶ at n = 10, so with the right learning rate one gradient step solves the
    problem.
    """
    s = jnp.sum(along(x, np.arange(1, x.shape[0] + 1)) * x, axis=0, keepdims=True)
    return along(x, np.arange(1, 2 * x.shape[0] + 1)) * s - 1.0

"""Brown's almost linear function."""

import numpy as np
from jax import numpy as jnp

from gdbench.registry import problem
from gdbench.types import scalable


def _minimisers(n):
    """Return the points (α, …, α, n + 1 − nα) with Π xᵢ = 1: α = 1, a smaller α, and a negative α for odd n."""
    from scipy.optimize import brentq

    def logarithm(away):
        return (n - 1) * np.log1p(-away) + np.log1p(n * away)

    def logarithm_of_mirrored(size):
        return (n - 1) * np.log(size) + np.log(n + 1 + n * size)

    alphas = [1.0, 1.0 - brentq(logarithm, 1.0 / n**2, 1.0 - 1e-9, xtol=1e-18)]
    if n % 2:
        alphas.append(-brentq(logarithm_of_mirrored, 1e-9, 1.0, xtol=1e-18))
    return [[alpha] * (n - 1) + [n + 1 - n * alpha] for alpha in alphas]


@problem(
    dims=scalable(10, at_least=2),
    start=0.5,
    minimiser=_minimisers,
    minimum=0.0,
    residuals=True,
    tags=("nonconvex", "smooth", "multimodal", "saddle", "ill-conditioned"),
    source="Moré, Garbow & Hillstrom 1981, TOMS 7:17, problem 27; Brown 1969",
)
def mgh27_brown_almost_linear10(x):
    """Brown's function has linear equations except for one.

    f = Σ rᵢ², rᵢ = xᵢ + Σ xⱼ − (n + 1) for i < n, rₙ = Π xⱼ − 1

    There are two minimisers, or three for odd n; the two positive ones approach each other as n grows. At
    (0, …, 0, n + 1), where f = 1, the product has slope 0, which makes a saddle so flat that it was published as a
    local minimum.
    """
    away = x - 1.0
    linear = away[:-1] + jnp.sum(away, axis=0, keepdims=True)
    return jnp.concatenate([linear, jnp.prod(x, axis=0, keepdims=True) - 1.0])

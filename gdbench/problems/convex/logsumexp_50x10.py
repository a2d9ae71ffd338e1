"""The logarithm of a sum of exponentials."""

import numpy as np
from jax import lax
from jax import numpy as jnp

from gdbench.problems.folds import total
from gdbench.registry import problem
from gdbench.types import scalable

TERMS = 50


def _slopes(n):
    """Return ``[50, n]`` normal numbers with columns of mean 0, so that the gradient at 0 is 0."""
    drawn = np.random.RandomState(0).randn(TERMS, n)
    return drawn - drawn.mean(axis=0)


def _lipschitz(n):
    """Return a quarter of the largest squared distance of slopes, because the Hessian is a covariance of slopes."""
    slopes = _slopes(n)
    return max(np.sum((slopes - slope) ** 2, axis=1).max() for slope in slopes) / 4.0


@problem(
    dims=scalable(10, at_most=2000),
    start=1.0,
    minimiser=0.0,
    minimum=np.log(TERMS),
    tags=("convex", "smooth"),
    lipschitz=_lipschitz,
    source="Boyd & Vandenberghe 2004, Convex Optimization, 3.1.5 and 9.3; slopes drawn here",
)
def logsumexp_50x10(x):
    """The log-sum-exp function is a smooth maximum of 50 linear functions: f = log Σᵢ exp(aᵢᵀx), with Σ aᵢ = 0.

    Far from the origin only the largest term matters, and the curvature vanishes.
    """
    terms = jnp.tensordot(jnp.asarray(_slopes(x.shape[0]), x.dtype), x, 1, precision="highest")
    top = lax.stop_gradient(jnp.max(terms, axis=0, keepdims=True))
    return top[0] + jnp.log(total(jnp.exp(terms - top)))

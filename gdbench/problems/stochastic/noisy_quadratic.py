"""A quadratic with noisy gradients."""

import jax
import numpy as np
from jax import numpy as jnp

from gdbench.problems import draws
from gdbench.problems.coordinates import along
from gdbench.registry import problem
from gdbench.types import scalable

SIGMA = 0.1


def _curvatures(x):
    return along(x, 100.0 ** np.linspace(0.0, 1.0, x.shape[0]))


def _oracle(t, x, key):
    """Return the value, and the gradient with normal noise of standard deviation σ in each coordinate."""
    gradient = _curvatures(x) * x
    noise = jax.random.normal(draws.at(key, t), x.shape, x.dtype)
    return 0.5 * jnp.sum(gradient * x, axis=0), gradient + SIGMA * noise


@problem(
    dims=scalable(10, at_least=2),
    start=1.0,
    minimiser=0.0,
    minimum=0.0,
    tags=("convex", "strongly-convex", "smooth", "ill-conditioned", "separable", "quadratic", "noisy"),
    lipschitz=100.0,
    strong_convexity=1.0,
    oracle=_oracle,
    source="Schaul, Zhang & LeCun 2013, arXiv:1206.1106: the noisy quadratic",
)
def noisy_quadratic(x):
    """The noisy quadratic has curvatures λ from 1 to 100 and noise of σ = 0.1 in each slope.

    f = ½ Σ λᵢ xᵢ², g = λ x + σ ξ, ξ normal

    λᵢ = 100^((i−1)/(n−1)). At a constant rate η, descent ends around f = Σ η σ² / (2 (2 − η λᵢ)) and no lower.
    """
    return 0.5 * jnp.sum(_curvatures(x) * x * x, axis=0)

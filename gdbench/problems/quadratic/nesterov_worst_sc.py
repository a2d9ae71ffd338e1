"""Nesterov's worst function for smooth, strongly convex minimisation."""

import math

import numpy as np
from jax import numpy as jnp

from gdbench.problems.quadratic._nesterov import chain
from gdbench.registry import problem
from gdbench.types import scalable

MU = 1e-3
RATIO = (1.0 - math.sqrt(MU)) / (1.0 + math.sqrt(MU))


def _minimiser(n):
    """Return x*ᵢ = (qⁱ − q²⁽ⁿ⁺¹⁾⁻ⁱ) / (1 − q²⁽ⁿ⁺¹⁾), nearly the geometric qⁱ but held at 0 behind the end."""
    i = np.arange(1, n + 1)
    return (RATIO**i - RATIO ** (2 * (n + 1) - i)) / (1.0 - RATIO ** (2 * (n + 1)))


@problem(
    dims=scalable(200),
    start=0.0,
    minimiser=_minimiser,
    minimum=lambda n: -(1.0 - MU) / 8.0 * _minimiser(n)[0],
    magnitude=0.25,
    tags=("convex", "strongly-convex", "smooth", "ill-conditioned", "quadratic"),
    lipschitz=lambda n: MU + (1.0 - MU) * math.cos(math.pi / (2 * (n + 1))) ** 2,
    strong_convexity=lambda n: MU + (1.0 - MU) * math.sin(math.pi / (2 * (n + 1))) ** 2,
    source="Nesterov 2004, Introductory Lectures on Convex Optimization, 2.1.4, with L = 1, μ = 10⁻³, cut off at n",
)
def nesterov_worst_sc(x):
    """Nesterov's function allows no linear rate better than q = (1 − √μ) / (1 + √μ) per step.

    f = (1 − μ) c(x) + ½ μ Σ xᵢ²

    c(x) = ¼ (½ [x₁² + Σ (xᵢ − xᵢ₊₁)² + xₙ²] − x₁). Gradients from 0 reach one more coordinate per step.
    """
    return (1.0 - MU) * chain(x) + 0.5 * MU * jnp.sum(x * x, axis=0)

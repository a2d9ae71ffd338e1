"""The trid quadratic."""

import math

import numpy as np
from jax import numpy as jnp

from gdbench.registry import problem
from gdbench.types import scalable


def _minimiser(n):
    """Return x*ᵢ = i (n + 1 − i)."""
    i = np.arange(1, n + 1)
    return i * (n + 1 - i)


@problem(
    dims=scalable(10, at_least=2),
    start=0.0,
    minimiser=_minimiser,
    minimum=lambda n: -n * (n + 4) * (n - 1) / 6,
    # The published box [−n², n²] depends on n, and a fixed box would exclude the minimiser for n ≥ 20.
    tags=("convex", "strongly-convex", "smooth", "quadratic"),
    lipschitz=lambda n: 4.0 * math.cos(math.pi / (2 * (n + 1))) ** 2,
    strong_convexity=lambda n: 4.0 * math.sin(math.pi / (2 * (n + 1))) ** 2,
    source="Neumaier's trid, in Surjanovic & Bingham, Virtual Library of Simulation Experiments",
)
def trid10(x):
    """The trid function is a tridiagonal quadratic with a minimum below zero: f = Σ (xᵢ − 1)² − Σ_{i≥2} xᵢ xᵢ₋₁."""
    return jnp.sum((x - 1.0) ** 2, axis=0) - jnp.sum(x[1:] * x[:-1], axis=0)

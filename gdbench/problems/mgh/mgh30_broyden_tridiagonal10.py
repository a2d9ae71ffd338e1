"""Broyden's tridiagonal function."""

from functools import cache

import numpy as np
from jax import numpy as jnp
from scipy.linalg import solve_banded

from gdbench.registry import problem
from gdbench.types import scalable


@cache
def _minimiser(n):
    """Return the root of the n equations that Newton's method finds from the standard start."""
    x = np.full(n, -1.0)
    for _ in range(10):
        padded = np.pad(x, 1)
        residuals = (3.0 - 2.0 * x) * x - padded[:-2] - 2.0 * padded[2:] + 1.0
        bands = np.stack([np.full(n, -2.0), 3.0 - 4.0 * x, np.full(n, -1.0)])
        x = x - solve_banded((1, 1), bands, residuals)
    x.setflags(write=False)
    return x


@problem(
    dims=scalable(10, at_least=2),
    start=-1.0,
    minimiser=_minimiser,
    minimum=0.0,
    residuals=True,
    tags=("nonconvex", "smooth"),
    source="Moré, Garbow & Hillstrom 1981, TOMS 7:17, problem 30; Broyden 1965",
)
def mgh30_broyden_tridiagonal10(x):
    """Broyden's tridiagonal function has mildly nonlinear equations, each between neighbours: f = Σ rᵢ².

    rᵢ = (3 − 2xᵢ) xᵢ − xᵢ₋₁ − 2xᵢ₊₁ + 1, with x₀ = xₙ₊₁ = 0.
    """
    padded = jnp.pad(x, [(1, 1)] + [(0, 0)] * (x.ndim - 1))
    return (3.0 - 2.0 * x) * x - padded[:-2] - 2.0 * padded[2:] + 1.0

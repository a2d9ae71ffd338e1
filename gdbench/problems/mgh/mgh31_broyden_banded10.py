"""Broyden's banded function."""

from functools import cache

import numpy as np
from jax import numpy as jnp

from gdbench.registry import problem
from gdbench.types import scalable


@cache
def _minimiser(n):
    """Return the root of the n equations that Newton's method finds from the standard start."""
    from scipy.linalg import solve_banded

    x = np.full(n, -1.0)
    for _ in range(8):
        products = x * (1.0 + x)
        padded = np.pad(products, (5, 1))
        band = sum(padded[k : k + n] for k in range(7)) - products
        jacobian = np.tile(-(1.0 + 2.0 * x), (7, 1))  # one row per diagonal, starting with the upper one
        jacobian[1] = 2.0 + 15.0 * x**2
        x = x - solve_banded((5, 1), jacobian, x * (2.0 + 5.0 * x**2) + 1.0 - band)
    x.setflags(write=False)
    return x


@problem(
    dims=scalable(10, at_least=2),
    start=-1.0,
    minimiser=_minimiser,
    minimum=0.0,
    residuals=True,
    tags=("nonconvex", "smooth"),
    source="Moré, Garbow & Hillstrom 1981, TOMS 7:17, problem 31; Broyden 1971",
)
def mgh31_broyden_banded10(x):
    """Broyden's banded function has cubic equations, each with up to six neighbours.

    f = Σ rᵢ², rᵢ = xᵢ (2 + 5xᵢ²) + 1 − Σⱼ xⱼ (1 + xⱼ)

    The sum is over j from i − 5 to i + 1 without i itself, within the range of coordinates.
    """
    n = x.shape[0]
    products = x * (1.0 + x)
    padded = jnp.pad(products, [(5, 1)] + [(0, 0)] * (x.ndim - 1))
    neighbours = sum(padded[k : k + n] for k in (0, 1, 2, 3, 4, 6))
    return x * (2.0 + 5.0 * x**2) + 1.0 - neighbours

"""The Hilbert quadratic."""

from functools import cache
from math import comb

import numpy as np
from jax import numpy as jnp

from gdbench.registry import problem
from gdbench.types import scalable


@cache
def _factor(n):
    """Return the Cholesky factor C of the Hilbert matrix H = C Cᵀ in closed form; float elimination fails at n = 13."""
    rows = [[comb(i, j) / ((i + 1) * comb(i + j + 1, j)) for j in range(n)] for i in range(n)]
    return np.sqrt(2.0 * np.arange(n) + 1.0) * np.array(rows)


@cache
def _smallest(n):
    """Return the smallest eigenvalue of H as 1 / |C⁻¹|², because only the inverse is accurate to all digits.

    The rows of C⁻¹ are the coefficients of Legendre's polynomials on [0, 1]; their signs do not change the norm.
    """
    rows = [[comb(i, j) * comb(i + j, j) for j in range(n)] for i in range(n)]
    inverse = np.sqrt(2.0 * np.arange(n) + 1.0)[:, None] * np.array(rows, dtype=np.float64)
    return np.linalg.norm(inverse, 2) ** -2


@problem(
    dims=scalable(10, at_most=200),
    start=-3.0,
    minimiser=0.0,
    minimum=0.0,
    tags=("convex", "strongly-convex", "smooth", "ill-conditioned", "quadratic"),
    lipschitz=lambda n: np.linalg.norm(_factor(n), 2) ** 2,
    strong_convexity=_smallest,
    min_dtype="float64",
    source="Schittkowski 1987, More Test Examples for Nonlinear Programming Codes, 274; CUTEst HILBERTA",
)
def hilbert_a10(x):
    """The Hilbert quadratic is the classic ill-conditioned problem, with κ = 1.6·10¹³ at n = 10.

    f = ½ Σᵢ Σⱼ xᵢ xⱼ / (i + j − 1)

    The code computes ½ |Cᵀx|² with the Cholesky factor C of the matrix, because a sum of squares has no cancellation.
    """
    factor = jnp.asarray(_factor(x.shape[0]).T, x.dtype)
    return 0.5 * jnp.sum(jnp.tensordot(factor, x, 1, precision="highest") ** 2, axis=0)

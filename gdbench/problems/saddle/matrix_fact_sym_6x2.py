"""The factorisation of a symmetric matrix of rank two."""

import numpy as np
from jax import numpy as jnp

from gdbench.problems.coordinates import along
from gdbench.registry import problem
from gdbench.types import scalable


def _factor(rows):
    """Return the factor V of the matrix, ``[rows, 2]`` normal numbers."""
    return np.random.RandomState(3).randn(rows, 2)


@problem(
    dims=scalable(12, at_least=2, multiple_of=2, at_most=400),
    start=lambda n: 0.1 * np.random.RandomState(4).randn(n),
    minimiser=lambda n: _factor(n // 2).ravel(),
    minimum=0.0,
    residuals=True,
    tags=("nonconvex", "smooth", "saddle", "degenerate"),
    source="Ge, Jin & Zheng 2017, ICML: no spurious local minima in low-rank problems; matrix drawn here",
)
def matrix_fact_sym_6x2(x):
    """The factorisation has a saddle at 0 and minima that any rotation of U maps to each other.

    f = ¼ |U Uᵀ − M|², U = x as n/2 × 2

    M = V Vᵀ has rank two. All local minima are global; the start lies close to the saddle.
    """
    u = x.reshape((-1, 2, *x.shape[1:]))
    v = _factor(u.shape[0])
    product = jnp.sum(u[:, None] * u[None], axis=2)
    return 0.5 * (product.reshape((-1, *x.shape[1:])) - along(x, (v @ v.T).ravel()))

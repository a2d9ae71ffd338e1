"""Matrix factorisations and linear solves that treat one matrix at a time on a CPU.

On a CPU, jaxlib 0.10.2 distributes the matrices of a batch over its threads and waits for them in one of the
same threads. Measured on two cores, `solve` of 16 matrices of order 64 never returns, nor do `qr`, `eigh` or
`solve_triangular` while another program calls them; jaxlib 0.12.0.1 no longer does that. A batch of one is not
distributed. Every rule uses the functions of this module.

The iterations of LAPACK's `svd` and `eigh` may never end if a single entry of the matrix is infinite. Such a matrix is
replaced before the call, and all results are NaN, so that the run is seen to have diverged.
"""

from functools import wraps

import jax
from jax import numpy as jnp


def _one_by_one(function):
    """Return the function with its batches run as a loop on a CPU and as a whole on an accelerator."""
    alone = jax.custom_batching.sequential_vmap(function)

    @wraps(function)
    def call(*arrays):
        return (alone if jax.default_backend() == "cpu" else function)(*arrays)

    return call


def _nan_unless_finite(function):
    """Return the function with NaN for every result if an entry of its matrix is not finite."""

    @wraps(function)
    def call(a):
        finite = jnp.all(jnp.isfinite(a))
        found = function(jnp.where(finite, a, 0.0))
        return tuple(jnp.where(finite, each, jnp.nan) for each in found)

    return call


@_one_by_one
def solve(a, b):
    """Return the solution x of a x = b."""
    return jnp.linalg.solve(a, b)


@_one_by_one
def solve_transposed_triangular(a, b):
    """Return the solution x of aᵀ x = b for an upper triangular a."""
    return jax.scipy.linalg.solve_triangular(a, b, trans="T")


@_one_by_one
def orthonormal(a):
    """Return the factor Q of the reduced factorisation a = Q R."""
    return jnp.linalg.qr(a)[0]


@_one_by_one
@_nan_unless_finite
def eigh(a):
    """Return the eigenvalues of a symmetric matrix, in ascending order, and its eigenvectors in columns."""
    return tuple(jnp.linalg.eigh(a))


@_one_by_one
@_nan_unless_finite
def svd(a):
    """Return U, the singular values in descending order, and Vᵀ of the reduced factorisation of a."""
    return tuple(jnp.linalg.svd(a, full_matrices=False))

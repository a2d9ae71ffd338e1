"""Factorisations and solutions of linear systems, one matrix at a time on a CPU.

There, jaxlib 0.10.2 shares the matrices of a batch among its threads and waits for them in one of the same threads:
measured on two cores, `solve` of 16 matrices of order 64 never returns, nor does `qr`, `eigh` or `solve_triangular`
while another program is at it (0.12.0.1 no longer does that). A batch of one is not shared. Every rule takes them from
here.
"""

from functools import wraps

import jax
from jax import numpy as jnp


def _one_by_one(function):
    """Return the function of arrays, whose batches are a loop on a CPU and whole on an accelerator."""
    alone = jax.custom_batching.sequential_vmap(function)

    @wraps(function)
    def call(*arrays):
        return (alone if jax.default_backend() == "cpu" else function)(*arrays)

    return call


@_one_by_one
def solve(a, b):
    """Return x of a x = b."""
    return jnp.linalg.solve(a, b)


@_one_by_one
def solve_transposed_triangular(a, b):
    """Return x of aᵀ x = b, of an upper triangular a."""
    return jax.scipy.linalg.solve_triangular(a, b, trans="T")


@_one_by_one
def orthonormal(a):
    """Return Q of the reduced factorisation a = Q R."""
    return jnp.linalg.qr(a)[0]


@_one_by_one
def eigh(a):
    """Return the eigenvalues of a symmetric matrix, in ascending order, and its eigenvectors in columns."""
    return tuple(jnp.linalg.eigh(a))


@_one_by_one
def svd(a):
    """Return U, the singular values in descending order, and Vᵀ, without what a's shape leaves over."""
    return tuple(jnp.linalg.svd(a, full_matrices=False))

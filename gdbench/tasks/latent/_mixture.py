"""Gaussian mixtures with full covariances in unconstrained coordinates."""

import math

import jax
import numpy as np
from jax import numpy as jnp

FLOOR = 0.05


def whiteners(packed, dim):
    """Return the lower triangular factors A ``[components, dim, dim]`` of the inverse covariances A Aᵀ.

    ``packed`` ``[components, dim (dim + 1) / 2]`` holds them row by row. A diagonal entry a stands for
    1 / (`FLOOR` + e⁻ᵃ), because without a floor a component that shrinks to one point makes the likelihood
    infinite.
    """
    rows, columns = np.tril_indices(dim)
    diagonal = rows == columns
    entries = jnp.where(diagonal, 1 / (FLOOR + jnp.exp(-jnp.where(diagonal, packed, 0.0))), packed)
    return jnp.zeros((len(packed), dim, dim), packed.dtype).at[:, rows, columns].set(entries)


def negative_log_likelihoods(params, x):
    """Return −log Σₖ πₖ N(x; mₖ, (Aₖ Aₖᵀ)⁻¹) of each example; π = softmax(``p``), means ``m``, `whiteners` of ``a``."""
    dim = x.shape[1]
    a = whiteners(params["a"], dim)
    white = jnp.einsum("knd,kde->kne", x - params["m"][:, None], a)
    log_det = jnp.sum(jnp.log(jnp.diagonal(a, axis1=1, axis2=2)), axis=1)
    log_normal = log_det[:, None] - 0.5 * (jnp.sum(white**2, axis=2) + dim * math.log(2 * math.pi))
    return -jax.nn.logsumexp(jax.nn.log_softmax(params["p"])[:, None] + log_normal, axis=0)

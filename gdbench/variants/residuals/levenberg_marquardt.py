"""Levenberg–Marquardt."""

from typing import Any, NamedTuple

from jax import lax
from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import log
from gdbench.variants._linear_algebra import solve


class State(NamedTuple):
    """Residuals and Jacobian at the current point, the damping, and its factor after a rejected step."""

    residual: Any  # [m]
    jacobian: Any  # [m, n]
    damping: Any
    factor: Any


def init(x, oracle, hp, key):
    """Evaluate the starting point; the damping is relative to the largest diagonal entry of JᵀJ."""
    del key
    r, j = oracle.residual_and_jacobian(x)
    largest = jnp.max(jnp.sum(j * j, axis=0))
    mu = hp.damping * jnp.where(largest > 0, largest, 1.0)
    return State(r, j, jnp.asarray(mu, x.dtype), jnp.asarray(2.0, x.dtype))


@variant(
    hyperparameters={"damping": log(1e-3, 1e-8, 1.0, tuned=True)},
    source="Marquardt 1963, doi:10.1137/0111030; damping: Nielsen 1999, IMM-REP-1999-05",
    init=init,
    needs={"residuals"},
    max_dim=128,
    charges=lambda t, hp, share: {"jacobians": share},
    descends=True,
)
def levenberg_marquardt(t, x, state, oracle, hp, key):
    """Solves linearised least-squares problems with a damping that adapts to the accuracy of the linear model.

    (JᵀJ + μ I) d = −Jᵀr,  y = x + d,  ϱ = (‖r‖² − ‖r(y)‖²) / (‖r‖² − ‖r + J d‖²);
    if ϱ > 0:  x ← y, μ ← μ max(1/3, 1 − (2ϱ − 1)³), ν ← 2;  else  μ ← μ ν, ν ← 2ν

    where μ starts at ``damping`` times the largest diagonal entry of JᵀJ, and ν at 2. A point whose residuals
    or Jacobian are not finite is rejected. Every step costs one Jacobian, accepted or not.
    """
    del t, hp, key
    r, j, mu, nu = state
    gradient = product(j.T, r)  # half of the gradient of f
    d = -solve(product(j.T, j) + mu * jnp.eye(x.size, dtype=x.dtype), gradient)
    y = x + d
    r_y, j_y = oracle.residual_and_jacobian(y)
    # By the equation for d, ‖r‖² − ‖r + J d‖² = dᵀ(μ d − Jᵀr), a sum of positive terms without cancellation.
    predicted = jnp.sum(d * (mu * d - gradient))
    actual = jnp.sum((r - r_y) * (r + r_y))
    gain = jnp.where(predicted > 0, actual / jnp.where(predicted > 0, predicted, 1.0), 0.0)
    finite = jnp.all(jnp.isfinite(r_y)) & jnp.all(jnp.isfinite(j_y))
    accept = finite & (gain > 0)
    scale = jnp.where(accept, jnp.maximum(1.0 / 3.0, 1.0 - (2.0 * gain - 1.0) ** 3), nu)
    # At a stationary point rejections would drive μ and ν to infinity, or successes would drive μ to zero.
    limits = jnp.finfo(x.dtype)
    new = State(
        jnp.where(accept, r_y, r),
        jnp.where(accept, j_y, j),
        jnp.clip(mu * scale, limits.tiny, limits.max),
        jnp.where(accept, 2.0, jnp.minimum(2.0 * nu, limits.max)),
    )
    return jnp.where(accept, y, x), new


def product(a, b):
    """Return the matrix product in full precision: accelerators round its inputs by default."""
    return jnp.matmul(a, b, precision=lax.Precision.HIGHEST)

"""The second penalty function and its minimiser, which the units ``mgh24_penalty2_*`` share."""

import math
from functools import cache

import numpy as np
from jax import numpy as jnp

from gdbench.problems.coordinates import along

_ROOT_A = math.sqrt(1e-5)


def _targets(n):
    """Return y₂ … yₙ, where yᵢ = exp(i / 10) + exp((i − 1) / 10)."""
    exponentials = np.exp(np.arange(1, n + 1) / 10.0)
    return exponentials[1:] + exponentials[:-1]


def penalty2(x):
    """Return the 2n residuals."""
    n = x.shape[0]
    exponentials = jnp.exp(x / 10.0)
    pairs = _ROOT_A * (exponentials[1:] + exponentials[:-1] - along(x, _targets(n)))
    singles = _ROOT_A * (exponentials[1:] - math.exp(-0.1))
    sphere = jnp.sum(along(x, np.arange(n, 0, -1)) * x * x, axis=0, keepdims=True) - 1.0
    return jnp.concatenate([x[:1] - 0.2, pairs, singles, sphere])


@cache
def solution(n):
    """Return (x*, f*) by Newton's method with absolute curvatures and with steps of at most 1."""
    weights, targets, x = np.arange(n, 0, -1), _targets(n), np.full(n, 0.5)
    rows = np.arange(n - 1)
    jacobian = np.zeros((2 * n, n))
    jacobian[0, 0] = 1.0
    for _ in range(60):
        e = _ROOT_A * np.exp(x / 10.0)
        pairs = e[1:] + e[:-1] - _ROOT_A * targets
        singles = e[1:] - _ROOT_A * math.exp(-0.1)
        residuals = np.concatenate([[x[0] - 0.2], pairs, singles, [weights @ x**2 - 1.0]])
        jacobian[1 + rows, rows] = e[:-1] / 10.0
        jacobian[1 + rows, 1 + rows] = jacobian[n + rows, 1 + rows] = e[1:] / 10.0
        jacobian[-1] = 2.0 * weights * x
        bend = e / 100.0 * (np.pad(pairs + singles, (1, 0)) + np.pad(pairs, (0, 1))) + 2.0 * weights * residuals[-1]
        curvatures, directions = np.linalg.eigh(jacobian.T @ jacobian + np.diag(bend))
        step = directions @ (directions.T @ (jacobian.T @ residuals) / np.abs(curvatures))
        x = x - step / max(1.0, np.abs(step).max())
    x.setflags(write=False)
    return x, float(residuals @ residuals)

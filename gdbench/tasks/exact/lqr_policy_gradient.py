"""The linear-quadratic regulator as a policy gradient task."""

import jax
import numpy as np
from jax import numpy as jnp

from gdbench.registry import task

A = np.array([[1.0, 0.1], [0.0, 1.0]])  # The state is position and velocity; a step takes a tenth of a second.
B = np.array([[0.0], [0.1]])
Q, R = np.eye(2), np.array([[0.1]])
STABLE = np.array([[1.0, 1.0]])
MARGIN = 1e-5  # distance from instability; below it, the linear solve has no correct digits in float32


def init(key):
    """Return a stabilising but costly gain with small random changes, which make seeds differ."""
    return {"k": jnp.ones((1, 2)) + 0.1 * jax.random.normal(key, (1, 2))}


def closed_loop(gain):
    """Return A − B K ``[2, 2]``, in the precision of the gain."""
    return jnp.asarray(A, gain.dtype) - jnp.asarray(B, gain.dtype) @ gain


def is_stabilising(gain):
    """Return whether all eigenvalues of A − B K lie in the unit circle, by Jury's conditions on z² − τ z + δ."""
    closed = closed_loop(gain)
    trace, det = closed[0, 0] + closed[1, 1], closed[0, 0] * closed[1, 1] - closed[0, 1] * closed[1, 0]
    return (1.0 - trace + det > MARGIN) & (1.0 + trace + det > MARGIN) & (1.0 - det > MARGIN)


def cost_matrix(gain):
    """Return P ``[2, 2]``, the solution of P = Q + Kᵀ R K + (A − B K)ᵀ P (A − B K)."""
    closed = closed_loop(gain)
    stage = jnp.asarray(Q, gain.dtype) + gain.T @ jnp.asarray(R, gain.dtype) @ gain
    return jnp.linalg.solve(jnp.eye(4, dtype=gain.dtype) - jnp.kron(closed.T, closed.T), stage.reshape(4)).reshape(2, 2)


def measures(params, data):
    """Return the loss."""
    return {"loss": lqr_policy_gradient.loss(params, data)}


@task(
    init=init,
    data=None,
    measures=measures,
    optimum=18.788567650137907,
    levels=(1.0, 1e-1, 1e-2, 1e-4),
    tags=("nonconvex", "smooth", "policy-gradient", "no-examples"),
    source="Fazel et al. 2018, Global convergence of policy gradient for LQR; optimum by the Riccati equation",
)
def lqr_policy_gradient(params, batch):
    """The loss is the cost of u = −K x for a double integrator.

    J = tr P, P = Q + Kᵀ R K + (A − B K)ᵀ P (A − B K), or ∞ if K does not stabilise
    """
    del batch
    stabilising = is_stabilising(params["k"])
    # A destabilising gain is replaced before the solve, because otherwise the gradient would be NaN.
    gain = jnp.where(stabilising, params["k"], jnp.asarray(STABLE, params["k"].dtype))
    return jnp.where(stabilising, jnp.trace(cost_matrix(gain)), jnp.inf)

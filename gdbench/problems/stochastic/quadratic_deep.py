"""DeepOBS's quadratic with the spectrum of a deep network."""

from functools import cache

import jax
import numpy as np
from jax import numpy as jnp

from gdbench.problems.coordinates import along
from gdbench.registry import problem

DIM, BATCH, STEPS = 100, 128, 7  # 1000 rows give seven batches of 128; the last 104 rows are left out.


@cache
def spectrum():
    """Return 90 eigenvalues in (0, 1) and 10 in (30, 60), and the rotation, drawn from RandomState(42)."""
    random = np.random.RandomState(42)
    eigenvalues = np.concatenate([random.uniform(0.0, 1.0, DIM - 10), random.uniform(30.0, 60.0, 10)])
    angle = 2.0 * np.pi * random.uniform()
    rotation = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    for size in range(3, DIM + 1):
        # The rotation gets one more fixed axis, and a reflection then maps that axis to a uniform point on the
        # sphere.
        place = random.normal(size=size)
        mirror = -place / np.linalg.norm(place)
        mirror[0] += 1.0
        mirror /= np.linalg.norm(mirror)
        grown = np.eye(size)
        grown[1:, 1:] = rotation
        rotation = grown - 2.0 * np.outer(mirror, mirror @ grown)
    return eigenvalues, -rotation


@cache
def data():
    """Return the training rows ``[1000, 100]``, normal with deviation 0.6 from a new RandomState(42), in float32."""
    return np.random.RandomState(42).normal(0.0, 0.6, (1000, DIM)).astype(np.float32).astype(np.float64)


@cache
def _means():
    """Return the mean of each batch ``[7, 100]``; batches take rows in order."""
    return data()[: STEPS * BATCH].reshape(STEPS, BATCH, DIM).mean(axis=1)


def _centre():
    return _means().mean(axis=0)


def _hessian():
    eigenvalues, rotation = spectrum()
    return rotation.T * eigenvalues @ rotation


def floor():
    """Return the loss at the minimiser, half of the mean of (x − x̄)ᵀ H (x − x̄) over the rows."""
    eigenvalues, rotation = spectrum()
    away = (data()[: STEPS * BATCH] - _centre()) @ rotation.T
    return 0.5 * float(np.mean(away**2 @ eigenvalues))


def _slope(x, centre):
    """Return H (x − centre)."""
    return jnp.tensordot(jnp.asarray(_hessian(), x.dtype), x - centre, 1, precision=jax.lax.Precision.HIGHEST)


def _oracle(t, x, key):
    """Return the value, and the gradient of batch t mod 7, which is the same in all epochs and runs."""
    del key
    return quadratic_deep.value(x), _slope(x, jnp.asarray(_means(), x.dtype)[(t - 1) % STEPS])


@problem(
    dims=DIM,
    start=1.0,
    minimiser=lambda n: _centre(),
    minimum=0.0,
    offset=lambda n: floor(),
    tags=("convex", "strongly-convex", "smooth", "ill-conditioned", "quadratic", "noisy"),
    lipschitz=lambda n: spectrum()[0].max(),
    strong_convexity=lambda n: spectrum()[0].min(),
    oracle=_oracle,
    source="Schneider, Balles & Hennig 2019, arXiv:1903.05499, DeepOBS problem quadratic_deep",
)
def quadratic_deep(x):
    """DeepOBS's quadratic has ten stiff directions of 100, as deep networks have, and batches of 128 rows.

    f = ½ (x − x̄)ᵀ H (x − x̄)

    The loss is the mean of ½ (x − a)ᵀ H (x − a) over the rows a of the seven batches; f is the loss minus its
    minimum, which lies at the mean x̄ of these rows. Eigenvalues and axes of H are drawn from one stream, and rows
    from another.
    """
    centre = along(x, _centre())
    return 0.5 * jnp.sum((x - centre) * _slope(x, centre), axis=0)

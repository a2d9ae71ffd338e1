"""A bowl that moves at constant speed."""

from jax import numpy as jnp

from gdbench.registry import problem
from gdbench.types import scalable

SPEED = 1e-3


def _oracle(t, x, key):
    """Return the value and gradient of ½ |x − θₜ|² with θₜ = v t in each coordinate."""
    del key
    away = x - SPEED * jnp.asarray(t, x.dtype)
    return 0.5 * jnp.sum(away * away, axis=0), away


@problem(
    dims=scalable(10),
    start=1.0,
    minimiser=0.0,
    minimum=0.0,
    tags=("convex", "strongly-convex", "smooth", "separable", "quadratic", "moving"),
    lipschitz=1.0,
    strong_convexity=1.0,
    oracle=_oracle,
    source="Popkov 2005, Autom. Remote Control 66:883; Widrow et al. 1976, Proc. IEEE 64:1151: the lag of LMS",
)
def drifting_quadratic(x):
    """The drifting quadratic is a bowl that moves by v = 0.001 per step and coordinate.

    f = ½ |x|² before the first step, fₜ = ½ |x − v t|²

    At a constant rate η, descent stays v / η behind in each coordinate, and momentum β stays v (1 − β) / η behind.
    Runs see values of fₜ.
    """
    return 0.5 * jnp.sum(x * x, axis=0)

"""A diagonal quadratic with condition number 10⁴."""

import numpy as np
from jax import numpy as jnp

from gdbench.problems.coordinates import along
from gdbench.registry import problem
from gdbench.types import scalable


@problem(
    dims=scalable(50, at_least=2),
    start=1.0,
    minimiser=0.0,
    minimum=0.0,
    tags=("convex", "strongly-convex", "smooth", "ill-conditioned", "separable", "quadratic"),
    lipschitz=1e4,
    strong_convexity=1.0,
    source="Hansen & Ostermeier 2001, Evol. Comput. 9:159, the ellipsoid, with condition number 10⁴",
)
def quad_log_k10000(x):
    """The ellipsoid has curvatures from 1 to k = 10⁴: f = ½ Σ k^((i−1)/(n−1)) xᵢ²."""
    curvature = along(x, 1e4 ** np.linspace(0.0, 1.0, x.shape[0]))
    return 0.5 * jnp.sum(curvature * x * x, axis=0)

"""A diagonal quadratic with condition number 10²."""

from gdbench.problems.quadratic._quad_log import ellipsoid
from gdbench.registry import problem
from gdbench.types import scalable


@problem(
    dims=scalable(50, at_least=2),
    start=1.0,
    minimiser=0.0,
    minimum=0.0,
    tags=("convex", "strongly-convex", "smooth", "ill-conditioned", "separable", "quadratic"),
    lipschitz=1e2,
    strong_convexity=1.0,
    source="Hansen & Ostermeier 2001, Evol. Comput. 9:159, the ellipsoid, with condition number 10²",
)
def quad_log_k100(x):
    """The ellipsoid has curvatures from 1 to k = 10²: f = ½ Σ k^((i−1)/(n−1)) xᵢ²."""
    return ellipsoid(x, 1e2)

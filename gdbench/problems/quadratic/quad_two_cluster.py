"""A diagonal quadratic with two curvatures."""

from jax import numpy as jnp

from gdbench.registry import problem
from gdbench.types import scalable


@problem(
    dims=scalable(50, at_least=2, multiple_of=2),
    start=1.0,
    minimiser=0.0,
    minimum=0.0,
    tags=("convex", "strongly-convex", "smooth", "ill-conditioned", "separable", "quadratic"),
    lipschitz=1e3,
    strong_convexity=1.0,
    source="Nocedal & Wright 2006, Numerical Optimization, theorem 5.4: as many steps as distinct eigenvalues",
)
def quad_two_cluster(x):
    """The quadratic has two curvatures, so conjugate gradients finish in two steps for any n.

    f = ½ Σ_{i≤n/2} xᵢ² + ½ Σ_{i>n/2} 1000 xᵢ²

    Descent with a fixed step sees only the condition number, 1000.
    """
    half = x.shape[0] // 2
    return 0.5 * (jnp.sum(x[:half] ** 2, axis=0) + 1e3 * jnp.sum(x[half:] ** 2, axis=0))

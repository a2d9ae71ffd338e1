"""Dixon's tridiagonal quadratic."""

import math

from jax import numpy as jnp

from gdbench.registry import problem
from gdbench.types import scalable


@problem(
    dims=scalable(10, at_least=2),
    start=-1.0,
    minimiser=1.0,
    minimum=0.0,
    tags=("convex", "strongly-convex", "smooth", "ill-conditioned", "quadratic"),
    # x₁ is separate with curvature 2; the other n − 1 coordinates are a chain with one free and one held end.
    lipschitz=lambda n: max(2.0, 8.0 * math.cos(math.pi / (2 * n - 1)) ** 2),
    strong_convexity=lambda n: 8.0 * math.sin(math.pi / (4 * n - 2)) ** 2,
    source="Dixon's tridiagonal quadratic, CUTEst DIXON3DQ: Gould, Orban & Toint 2015, COAP 60:545",
)
def dixon3dq(x):
    """Dixon's quadratic is a chain of springs that is held only at its far end.

    f = (x₁ − 1)² + Σ_{i=2}^{n−1} (xᵢ − xᵢ₊₁)² + (xₙ − 1)²
    """
    return (x[0] - 1.0) ** 2 + jnp.sum((x[1:-1] - x[2:]) ** 2, axis=0) + (x[-1] - 1.0) ** 2

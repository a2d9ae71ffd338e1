"""Powell's trap for cyclic coordinate descent."""

import numpy as np
from jax import numpy as jnp

from gdbench.registry import problem


@problem(
    dims=3,
    start=(-1.1, 1.05, -1.025),
    minimiser=np.zeros((0, 3)),
    minimum=float("-inf"),
    tags=("nonconvex", "smooth", "unbounded"),
    source="Powell 1973, Math. Program. 4:193",
)
def powell_cyclic_cd(x):
    """Powell's function makes exact minimisation along one axis after another circle near six corners of a cube.

    f = −x₁x₂ − x₂x₃ − x₃x₁ + Σ (|xᵢ| − 1)₊²

    The cube is |xᵢ| ≤ 1. The gradient stays above 1 until rounding breaks the circle, after 15 rounds in float64.
    There is no minimiser, because f falls without bound along ±(1, 1, 1).
    """
    outside = jnp.sum(jnp.maximum(jnp.abs(x) - 1.0, 0.0) ** 2, axis=0)
    return outside - x[0] * x[1] - x[1] * x[2] - x[2] * x[0]

"""Spedicato's trigonometric function."""

import numpy as np
from jax import numpy as jnp

from gdbench.problems.coordinates import along
from gdbench.problems.trigonometry import cos, sin
from gdbench.registry import problem
from gdbench.types import scalable


@problem(
    dims=scalable(10, at_least=2),
    start=lambda n: 1.0 / n,
    minimiser=0.0,
    minimum=0.0,
    residuals=True,
    tags=("nonconvex", "smooth", "multimodal"),
    source="Moré, Garbow & Hillstrom 1981, TOMS 7:17, problem 26; Spedicato 1975",
)
def mgh26_trigonometric10(x):
    """Spedicato's function has waves of every coordinate in every equation.

    f = Σ rᵢ², rᵢ = n − Σ cos xⱼ + i (1 − cos xᵢ) − sin xᵢ

    f is 0 at the origin and its copies 2π apart, where the condition number is perfect. Many runs from the start,
    however, end at a nearby local minimum with f ≈ 2.795·10⁻⁵.
    """
    # The form 1 − cos x = 2 sin²(x / 2) avoids cancellation near the minimiser.
    half = sin(0.5 * x)
    versine = 2.0 * half**2
    # The sum is a matrix product because XLA would fuse a plain sum into each residual and compute it n times.
    every = jnp.tensordot(jnp.ones((1, x.shape[0]), x.dtype), versine, 1, precision="highest")
    return every + along(x, np.arange(1, x.shape[0] + 1)) * versine - 2.0 * half * cos(0.5 * x)

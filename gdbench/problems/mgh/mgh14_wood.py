"""Wood's function."""

import math

from jax import numpy as jnp

from gdbench.registry import problem


@problem(
    dims=4,
    start=(-3.0, -1.0, -3.0, -1.0),
    minimiser=1.0,
    minimum=0.0,
    residuals=True,
    box=(-10.0, 10.0),
    tags=("nonconvex", "smooth", "saddle", "valley", "ill-conditioned"),
    source="Moré, Garbow & Hillstrom 1981, TOMS 7:17, problem 14; Colville 1968",
)
def mgh14_wood(x):
    """Wood's function has two curved valleys that are coupled: f = Σ rᵢ².

    r₁ = 10 (x₂ − x₁²), r₂ = 1 − x₁, r₃ = √90 (x₄ − x₃²), r₄ = 1 − x₃, r₅ = √10 (x₂ + x₄ − 2), r₆ = (x₂ − x₄) / √10.
    The path from the start passes close to a saddle near (−1, 1, −1, 1), f ≈ 7.877, where many runs stay for long.
    """
    first = [10.0 * (x[1] - x[0] ** 2), 1.0 - x[0]]
    second = [math.sqrt(90.0) * (x[3] - x[2] ** 2), 1.0 - x[2]]
    coupling = [math.sqrt(10.0) * (x[1] + x[3] - 2.0), math.sqrt(0.1) * (x[1] - x[3])]
    return jnp.stack(first + second + coupling)

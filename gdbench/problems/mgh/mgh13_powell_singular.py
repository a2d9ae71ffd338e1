"""Powell's singular function."""

import math

from jax import numpy as jnp

from gdbench.registry import problem


@problem(
    dims=4,
    start=(3.0, -1.0, 0.0, 1.0),
    minimiser=0.0,
    minimum=0.0,
    residuals=True,
    box=(-4.0, 5.0),
    tags=("convex", "smooth", "degenerate"),
    source="Moré, Garbow & Hillstrom 1981, TOMS 7:17, problem 13; Powell 1962",
)
def mgh13_powell_singular(x):
    """Powell's singular function has two squares and two fourth powers of linear terms: f = r₁² + r₂² + r₃² + r₄².

    r₁ = x₁ + 10x₂, r₂ = √5 (x₃ − x₄), r₃ = (x₂ − 2x₃)², r₄ = √10 (x₁ − x₄)². f is convex, but two of the four
    curvatures vanish at the minimiser. Gradient descent is therefore slower than any geometric rate, and Newton's
    method is only linear.
    """
    r3, r4 = (x[1] - 2.0 * x[2]) ** 2, math.sqrt(10.0) * (x[0] - x[3]) ** 2
    return jnp.stack([x[0] + 10.0 * x[1], math.sqrt(5.0) * (x[2] - x[3]), r3, r4])

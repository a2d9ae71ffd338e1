"""Wolfe's trap for steepest descent."""

from jax import numpy as jnp

from gdbench.registry import problem


@problem(
    dims=2,
    start=(3.0, 2.0),
    minimiser=(-1.0, 0.0),
    minimum=-8.0,
    magnitude=9.0,
    tags=("convex", "nonsmooth"),
    source="Wolfe 1975, Math. Program. Study 3:145",
)
def wolfe(x):
    """Wolfe's convex function makes steepest descent with exact line searches zigzag to 0, where f = 0 instead of −8.

    f = 5 √(9x₁² + 16x₂²) where x₁ > |x₂|, elsewhere 9x₁ + 16|x₂| − min(x₁, 0)⁹. The kink lies on x₂ = 0, x₁ ≤ 0,
    which contains the minimiser; there JAX gives the subgradient 16 in x₂.
    """
    size = jnp.abs(x[1])
    inside = x[0] > size
    # √ has no derivative at 0, so the branch not taken needs a safe argument to keep the gradient finite.
    squares = jnp.where(inside, 9.0 * x[0] ** 2 + 16.0 * x[1] ** 2, 1.0)
    return jnp.where(inside, 5.0 * jnp.sqrt(squares), 9.0 * x[0] + 16.0 * size - jnp.minimum(x[0], 0.0) ** 9)

"""The helical valley."""

import math

from jax import numpy as jnp

from gdbench.registry import problem


@problem(
    dims=3,
    start=(-1.0, 0.0, 0.0),
    minimiser=(1.0, 0.0, 0.0),
    minimum=0.0,
    residuals=True,
    tags=("nonconvex", "smooth", "valley", "ill-conditioned", "pole"),
    source="Moré, Garbow & Hillstrom 1981, TOMS 7:17, problem 7; Fletcher & Powell 1963",
)
def mgh07_helical_valley(x):
    """The helical valley winds once around the third axis: f = r₁² + r₂² + r₃².

    r₁ = 10 (x₃ − 10 θ), r₂ = 10 (√(x₁² + x₂²) − 1), r₃ = x₃, where 2πθ = arctan(x₂ / x₁), + π for x₁ < 0. The angle
    jumps by a whole turn at x₁ = 0, x₂ < 0, where the valley does not pass; on the axis the gradient is undefined.
    """
    behind = x[0] < 0.0
    sign = jnp.where(behind, -1.0, 1.0)
    theta = jnp.arctan2(sign * x[1], sign * x[0]) / (2.0 * math.pi) + jnp.where(behind, 0.5, 0.0)
    radius = jnp.sqrt(x[0] ** 2 + x[1] ** 2)
    return jnp.stack([10.0 * (x[2] - 10.0 * theta), 10.0 * (radius - 1.0), x[2]])

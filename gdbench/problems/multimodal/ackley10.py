"""Ackley's function."""

import math

from jax import numpy as jnp

from gdbench.problems.folds import total
from gdbench.problems.trigonometry import sin
from gdbench.registry import problem
from gdbench.types import scalable


@problem(
    dims=scalable(10),
    start=10.0,
    minimiser=0.0,
    minimum=0.0,
    box=(-35.0, 35.0),
    tags=("nonconvex", "nonsmooth", "multimodal"),
    source="Ackley 1987, A Connectionist Machine for Genetic Hillclimbing; scipy go_benchmark Ackley01",
)
def ackley10(x):
    """Ackley's function is a rippled plain around one steep funnel: f = −20 exp(−r/5) − exp(c) + 20 + e.

    r = √(Σ xᵢ² / n), c = Σ cos(2π xᵢ) / n. The tip of the funnel, x = 0, is a cone; the code gives the gradient 0
    there.
    """
    squares = jnp.mean(x * x, axis=0)
    # √ has no derivative at 0, so both branches of the outer choice need safe arguments to make the gradient 0.
    away = squares > 0.0
    r = jnp.where(away, jnp.sqrt(jnp.where(away, squares, 1.0)), 0.0)
    # With c − 1 = −2 Σ sin²(π xᵢ) / n and expm1, the value near 0 has no cancellation and is exactly 0 at 0.
    c_minus_one = -2.0 * total(sin(math.pi * x) ** 2) / x.shape[0]
    return -20.0 * jnp.expm1(-0.2 * r) - math.e * jnp.expm1(c_minus_one)

"""Michalewicz's function."""

import math

from jax import numpy as jnp

from gdbench.problems.coordinates import along
from gdbench.problems.trigonometry import sin
from gdbench.registry import problem


@problem(
    dims=2,
    start=(1.5, 2.5),
    minimiser=(2.2029055201726093, 0.5 * math.pi),
    minimum=-1.8013034100985525,
    box=(0.0, math.pi),
    tags=("nonconvex", "smooth", "multimodal", "separable", "flat", "unbounded"),
    source="Michalewicz 1996, Genetic Algorithms + Data Structures; scipy go_benchmark Michalewicz",
)
def michalewicz2(x):
    """Michalewicz's function has narrow crossing trenches in a plain: f = −Σ sin xᵢ sin²⁰(i xᵢ² / π).

    Between the trenches the gradient is almost 0. Outside the box f falls to −2.
    """
    return -jnp.sum(sin(x) * sin(along(x, (1.0 / math.pi, 2.0 / math.pi)) * x**2) ** 20, axis=0)

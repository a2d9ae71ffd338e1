"""Langermann's function."""

import math

from jax import numpy as jnp

from gdbench.problems.trigonometry import cos
from gdbench.registry import problem

TERMS = ((1.0, 3.0, 5.0), (2.0, 5.0, 2.0), (5.0, 2.0, 1.0), (2.0, 1.0, 4.0), (3.0, 7.0, 9.0))  # (c, a, b)


@problem(
    dims=2,
    start=4.0,
    minimiser=(2.0029921199344654, 1.0060959402921885),
    minimum=-5.162126159963982,
    box=(0.0, 10.0),
    tags=("nonconvex", "smooth", "multimodal"),
    source="Langermann, in Jamil & Yang 2013, IJMMNO 4:150; scipy go_benchmark Langermann",
)
def langermann(x):
    """Langermann's function has interfering rings around five centres: f = −Σ cᵢ exp(−dᵢ / π) cos πdᵢ.

    dᵢ = (x₁ − aᵢ)² + (x₂ − bᵢ)².
    """
    total = 0.0
    for c, a, b in TERMS:
        d = (x[0] - a) ** 2 + (x[1] - b) ** 2
        total -= c * jnp.exp(-d / math.pi) * cos(math.pi * d)
    return total

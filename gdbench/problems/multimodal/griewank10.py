"""Griewank's function."""

import numpy as np
from jax import numpy as jnp

from gdbench.problems.coordinates import along
from gdbench.problems.folds import product
from gdbench.problems.trigonometry import cos
from gdbench.registry import problem
from gdbench.types import scalable


@problem(
    dims=scalable(10),
    start=100.0,
    minimiser=0.0,
    minimum=0.0,
    box=(-100.0, 100.0),
    tags=("nonconvex", "smooth", "multimodal"),
    source="Griewank 1981, JOTA 34:11; scipy go_benchmark Griewank",
)
def griewank10(x):
    """Griewank's function is a wide bowl with fine ripples that couple all coordinates.

    f = 1 + Σ xᵢ² / 4000 − Π cos(xᵢ / √i)
    """
    root = along(x, np.sqrt(np.arange(1, x.shape[0] + 1)))
    return 1.0 + jnp.sum(x * x, axis=0) / 4000.0 - product(cos(x / root))

"""Shekel's foxholes."""

from jax import numpy as jnp

from gdbench.problems.coordinates import along
from gdbench.registry import problem

CENTRES = (
    *((4.0, 4.0, 4.0, 4.0), (1.0, 1.0, 1.0, 1.0), (8.0, 8.0, 8.0, 8.0), (6.0, 6.0, 6.0, 6.0), (3.0, 7.0, 3.0, 7.0)),
    *((2.0, 9.0, 2.0, 9.0), (5.0, 5.0, 3.0, 3.0), (8.0, 1.0, 8.0, 1.0), (6.0, 2.0, 6.0, 2.0), (7.0, 3.6, 7.0, 3.6)),
)
WIDTHS = (0.1, 0.2, 0.2, 0.4, 0.4, 0.6, 0.3, 0.7, 0.5, 0.5)


@problem(
    dims=4,
    start=3.0,
    minimiser=(4.000746531592046, 4.000592934138532, 3.9996633980403224, 3.9995098005868077),
    minimum=-10.536409816692043,
    box=(0.0, 10.0),
    tags=("nonconvex", "smooth", "multimodal"),
    source="Shekel 1971, in Dixon & Szegő 1978, Towards Global Optimisation 2, m = 10; scipy go_benchmark Shekel10",
)
def shekel10(x):
    """Shekel's function has ten foxholes of different depth: f = −Σ 1 / (|x − aᵢ|² + cᵢ).

    Far from all holes the gradient is small and points to the cluster of holes rather than to the deepest one.
    """
    total = 0.0
    for centre, width in zip(CENTRES, WIDTHS, strict=True):
        total -= 1.0 / (jnp.sum((x - along(x, centre)) ** 2, axis=0) + width)
    return total

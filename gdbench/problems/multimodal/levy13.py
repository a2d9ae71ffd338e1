"""Levy's function 13."""

import math

from gdbench.problems.trigonometry import sin
from gdbench.registry import problem


@problem(
    dims=2,
    start=(-4.0, 5.0),
    minimiser=1.0,
    minimum=0.0,
    box=(-10.0, 10.0),
    tags=("nonconvex", "smooth", "multimodal"),
    source="Levy & Montalvo 1985, SIAM J. Sci. Stat. Comput. 6:15; scipy go_benchmark Levy13",
)
def levy13(x):
    """Levy's function 13 is a bowl with about 1100 dents.

    f = sin² 3πy₁ + y₁² (1 + sin² 3πy₂) + y₂² (1 + sin² 2πy₂), with y = x − 1
    """
    y = x - 1.0
    ripples = sin(3.0 * math.pi * y) ** 2
    return ripples[0] + y[0] ** 2 * (1.0 + ripples[1]) + y[1] ** 2 * (1.0 + sin(2.0 * math.pi * y[1]) ** 2)

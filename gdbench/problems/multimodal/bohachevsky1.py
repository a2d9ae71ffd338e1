"""Bohachevsky's first function."""

import math

from gdbench.problems.trigonometry import sin
from gdbench.registry import problem


@problem(
    dims=2,
    start=(50.0, -30.0),
    minimiser=0.0,
    minimum=0.0,
    box=(-100.0, 100.0),
    tags=("nonconvex", "smooth", "multimodal", "separable"),
    lipschitz=4.0 + 6.4 * math.pi**2,
    source="Bohachevsky, Johnson & Stein 1986, Technometrics 28:209; scipy go_benchmark Bohachevsky1",
)
def bohachevsky1(x):
    """Bohachevsky's first function is a bowl with dents only near its bottom.

    f = x₁² + 2x₂² − 0.3 cos 3πx₁ − 0.4 cos 4πx₂ + 0.7
    """
    # The form 1 − cos a = 2 sin²(a / 2) avoids cancellation at the minimiser.
    dents = 0.6 * sin(1.5 * math.pi * x[0]) ** 2 + 0.8 * sin(2.0 * math.pi * x[1]) ** 2
    return x[0] ** 2 + 2.0 * x[1] ** 2 + dents

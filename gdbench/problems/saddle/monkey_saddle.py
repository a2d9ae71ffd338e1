"""The monkey saddle, bounded below by a quartic."""

import math

from gdbench.registry import problem


@problem(
    dims=2,
    start=(0.01, 0.0),
    # In polar coordinates f = r³ cos 3θ + ¼r⁴, so the minima lie at r = 3 where cos 3θ = −1.
    minimiser=((1.5, -1.5 * math.sqrt(3.0)), (1.5, 1.5 * math.sqrt(3.0)), (-3.0, 0.0)),
    minimum=-6.75,
    tags=("nonconvex", "smooth", "saddle"),
    source="Hilbert & Cohn-Vossen 1932, Anschauliche Geometrie (the saddle); the quartic bounds it below",
)
def monkey_saddle(x):
    """The monkey saddle has three valleys and no curvature at 0: f = x₁³ − 3x₁x₂² + ¼ (x₁² + x₂²)²."""
    return x[0] ** 3 - 3.0 * x[0] * x[1] ** 2 + 0.25 * (x[0] ** 2 + x[1] ** 2) ** 2

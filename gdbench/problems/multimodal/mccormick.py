"""McCormick's function."""

import math

from gdbench.problems.trigonometry import sin
from gdbench.registry import problem


@problem(
    dims=2,
    start=(3.0, -2.0),
    minimiser=(0.5 - math.pi / 3.0, -0.5 - math.pi / 3.0),
    minimum=-math.sqrt(0.75) - math.pi / 3.0,
    magnitude=2.5 * (0.5 + math.pi / 3.0),
    box=(-3.0, 4.0),
    tags=("nonconvex", "smooth", "multimodal", "unbounded"),
    source="McCormick 1976, Math. Program. 10:147; scipy go_benchmark McCormick",
)
def mccormick(x):
    """McCormick's function is a valley that descends in equal waves: f = sin(x₁ + x₂) + (x₁ − x₂)² − 1.5x₁ + 2.5x₂ + 1.

    Minima repeat with the period (π, π), and each is higher than the one before by π. Two of them lie in the box,
    and lower ones lie outside it. The box here is [−3, 4] for both coordinates, with the same minimum as in the
    published box.
    """
    return sin(x[0] + x[1]) + (x[0] - x[1]) ** 2 - 1.5 * x[0] + 2.5 * x[1] + 1.0

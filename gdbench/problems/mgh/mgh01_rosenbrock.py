"""Rosenbrock's valley."""

from gdbench.problems.formulas import rosenbrock
from gdbench.registry import problem


@problem(
    dims=2,
    start=(-1.2, 1.0),
    minimiser=(1.0, 1.0),
    minimum=0.0,
    residuals=True,
    box=(-30.0, 30.0),
    tags=("nonconvex", "smooth", "valley", "ill-conditioned"),
    source="Moré, Garbow & Hillstrom 1981, TOMS 7:17, problem 1; Rosenbrock 1960",
)
def mgh01_rosenbrock(x):
    """Rosenbrock's function is a curved valley with a flat floor: r₁ = 10 (x₂ − x₁²), r₂ = 1 − x₁, f = r₁² + r₂²."""
    return rosenbrock(x)

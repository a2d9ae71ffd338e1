"""Himmelblau's function."""

from gdbench.registry import problem


@problem(
    dims=2,
    start=0.0,
    minimiser=(
        (3.0, 2.0),
        (-2.805118086952745, 3.131312518250573),
        (-3.779310253377747, -3.2831859912861694),
        (3.5844283403304917, -1.8481265269644036),
    ),
    minimum=0.0,
    box=(-6.0, 6.0),
    tags=("nonconvex", "smooth", "multimodal"),
    source="Himmelblau 1972, Applied Nonlinear Programming; scipy go_benchmark HimmelBlau",
)
def himmelblau(x):
    """Himmelblau's function has four equal minima around a hill: f = (x₁² + x₂ − 11)² + (x₁ + x₂² − 7)²."""
    return (x[0] ** 2 + x[1] - 11.0) ** 2 + (x[0] + x[1] ** 2 - 7.0) ** 2

"""Booth's function."""

from gdbench.registry import problem


@problem(
    dims=2,
    start=-5.0,
    minimiser=(1.0, 3.0),
    minimum=0.0,
    box=(-10.0, 10.0),
    tags=("convex", "strongly-convex", "smooth", "quadratic"),
    lipschitz=18.0,
    strong_convexity=2.0,
    source="Booth, in Jamil & Yang 2013, IJMMNO 4:150",
)
def booth(x):
    """Booth's function poses two linear equations as a quadratic: f = (x₁ + 2x₂ − 7)² + (2x₁ + x₂ − 5)²."""
    return (x[0] + 2.0 * x[1] - 7.0) ** 2 + (2.0 * x[0] + x[1] - 5.0) ** 2

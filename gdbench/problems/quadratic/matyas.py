"""Matyas' function."""

from gdbench.registry import problem


@problem(
    dims=2,
    start=(8.0, -6.0),
    minimiser=0.0,
    minimum=0.0,
    box=(-10.0, 10.0),
    tags=("convex", "strongly-convex", "smooth", "quadratic"),
    lipschitz=1.0,
    strong_convexity=0.04,
    source="Matyas, in Jamil & Yang 2013, IJMMNO 4:150; scipy go_benchmark Matyas",
)
def matyas(x):
    """Matyas' function is a flat ellipse along the diagonal: f = 0.26 (x₁² + x₂²) − 0.48 x₁ x₂."""
    return 0.26 * (x[0] * x[0] + x[1] * x[1]) - 0.48 * x[0] * x[1]

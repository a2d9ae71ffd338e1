"""Zangwill's quadratic in two variables."""

from gdbench.registry import problem


@problem(
    dims=2,
    start=(3.0, 8.0),
    minimiser=(4.0, 9.0),
    minimum=-18.2,
    tags=("convex", "strongly-convex", "smooth", "quadratic"),
    lipschitz=8.0 / 3.0,
    strong_convexity=1.6,
    source="Buckley 1989, Test Functions for Unconstrained Minimization, 7; CUTEst ZANGWIL2",
)
def zangwil2(x):
    """Zangwill's function is a mild quadratic whose axes are the diagonals.

    f = (16x₁² − 8x₁x₂ + 16x₂² − 56x₁ − 256x₂ + 991) / 15

    The code expands the function around its minimiser, where the published terms would cancel.
    """
    u, v = x[0] - 4.0, x[1] - 9.0
    return (16.0 * u * u - 8.0 * u * v + 16.0 * v * v) / 15.0 - 18.2

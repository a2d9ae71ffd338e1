"""Himmelblau's cubic function."""

from gdbench.registry import problem


@problem(
    dims=2,
    start=(0.0, 2.0),
    minimiser=1.0,
    minimum=-1.0,
    # The collection gives no box; for x₁ < −2 there are values below the local minimum.
    box=(-1.5, 5.0),
    tags=("nonconvex", "smooth", "separable", "unbounded"),
    source="CUTEst HIMMELBH; Himmelblau 1972, in Lootsma, Numerical Methods for Nonlinear Optimization",
)
def himmelbh(x):
    """Himmelblau's cubic has one local minimum and no lower bound as x₁ → −∞: f = x₁³ + x₂² − 3x₁ − 2x₂ + 2.

    Where x₁ < −1, descent leads to infinity, so a single step that is too long decides the run.
    """
    # This form of the polynomial avoids cancellation at the minimiser.
    return (x[0] - 1.0) ** 2 * (x[0] + 2.0) + (x[1] - 1.0) ** 2 - 1.0

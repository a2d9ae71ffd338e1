"""Himmelblau's cubic function."""

from gdbench.registry import problem


@problem(
    dims=2,
    start=(0.0, 2.0),
    minimiser=1.0,
    minimum=-1.0,
    # The collection gives no box; below x₁ = −2 there are values under the local minimum.
    box=(-1.5, 5.0),
    tags=("nonconvex", "smooth", "separable", "unbounded"),
    source="CUTEst HIMMELBH; Himmelblau 1972, in Lootsma, Numerical Methods for Nonlinear Optimization",
)
def himmelbh(x):
    """A cubic with one local minimum, and no bound as x₁ → −∞: f = x₁³ + x₂² − 3x₁ − 2x₂ + 2.

    Where x₁ < −1, downhill leads away for ever: one step that is too long decides.
    """
    # The same polynomial, with no cancellation at the minimiser.
    return (x[0] - 1.0) ** 2 * (x[0] + 2.0) + (x[1] - 1.0) ** 2 - 1.0

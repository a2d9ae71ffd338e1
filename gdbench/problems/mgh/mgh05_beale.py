"""Beale's function."""

from gdbench.problems.formulas import beale
from gdbench.registry import problem


@problem(
    dims=2,
    start=1.0,
    minimiser=(3.0, 0.5),
    minimum=0.0,
    residuals=True,
    box=(-4.5, 4.5),
    tags=("nonconvex", "smooth", "saddle", "ill-conditioned"),
    source="Moré, Garbow & Hillstrom 1981, TOMS 7:17, problem 5; Beale 1958",
)
def mgh05_beale(x):
    """Beale's function is a flat valley behind a saddle at (0, 1).

    rᵢ = yᵢ − x₁ (1 − x₂ⁱ), y = (1.5, 2.25, 2.625), f = Σ rᵢ²
    """
    return beale(x)

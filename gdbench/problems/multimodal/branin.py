"""Branin's function."""

from gdbench.problems.formulas import BRANIN_MINIMISERS, BRANIN_MINIMUM, branin_value
from gdbench.registry import problem


@problem(
    dims=2,
    start=(2.5, 12.5),
    minimiser=BRANIN_MINIMISERS,
    minimum=BRANIN_MINIMUM,
    box=(-5.0, 15.0),
    tags=("nonconvex", "smooth", "multimodal"),
    source="Branin 1972, IBM J. Res. Dev. 16:504; scipy go_benchmark Branin01",
)
def branin(x):
    """Branin's function has three equal minima along a bent valley.

    f = (x₂ − 5.1x₁² / 4π² + 5x₁ / π − 6)² + 10 (1 − 1 / 8π) cos x₁ + 10

    The box contains exactly these three, one for each odd multiple of π from −π to 3π.
    """
    return branin_value(x)

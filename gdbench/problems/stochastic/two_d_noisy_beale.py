"""DeepOBS's noisy Beale function."""

from gdbench.problems.formulas import beale, sum_of_squares
from gdbench.problems.stochastic._two_d import tilted
from gdbench.registry import problem


@problem(
    dims=2,
    start=(-4.5, 4.5),
    minimiser=(3.0, 0.5),
    minimum=0.0,
    tags=("nonconvex", "smooth", "saddle", "ill-conditioned", "noisy"),
    oracle=tilted(lambda x: sum_of_squares(beale(x))),
    source="Schneider, Balles & Hennig 2019, arXiv:1903.05499, DeepOBS problem two_d_beale",
)
def two_d_noisy_beale(x):
    """The noisy Beale function is a flat valley under noise, which runs start at a steep corner.

    f = Σᵢ (yᵢ − x₁ (1 − x₂ⁱ))², g = ∇f + ξ̄

    y = (1.5, 2.25, 2.625). ξ̄ is the mean of 128 pairs, drawn in each step from 10 000 fixed normal pairs. The mean
    of all pairs is (−0.002, 0.014).
    """
    return sum_of_squares(beale(x))

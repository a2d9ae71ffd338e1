"""DeepOBS's noisy Branin function."""

from gdbench.problems.formulas import BRANIN_MINIMISERS, BRANIN_MINIMUM, branin_value
from gdbench.problems.stochastic._two_d import tilted
from gdbench.registry import problem


@problem(
    dims=2,
    start=(2.5, 12.5),
    minimiser=BRANIN_MINIMISERS,
    minimum=BRANIN_MINIMUM,
    box=(-5.0, 15.0),
    tags=("nonconvex", "smooth", "multimodal", "noisy"),
    oracle=tilted(branin_value),
    source="Schneider, Balles & Hennig 2019, arXiv:1903.05499, DeepOBS problem two_d_branin",
)
def two_d_noisy_branin(x):
    """The noisy Branin function has three equal minima under noise.

    f = (x₂ − 5.1x₁² / 4π² + 5x₁ / π − 6)² + 10 (1 − 1 / 8π) cos x₁ + 10

    g = ∇f + ξ̄, where ξ̄ is the mean of 128 pairs, drawn in each step from 10 000 fixed normal pairs. The mean of
    all pairs is (−0.002, 0.014).
    """
    return branin_value(x)

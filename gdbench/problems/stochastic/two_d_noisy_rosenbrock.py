"""DeepOBS's noisy Rosenbrock valley."""

from gdbench.problems.formulas import rosenbrock, sum_of_squares
from gdbench.problems.stochastic._two_d import tilted
from gdbench.registry import problem


@problem(
    dims=2,
    start=(-0.5, 1.5),
    minimiser=(1.0, 1.0),
    minimum=0.0,
    tags=("nonconvex", "smooth", "valley", "ill-conditioned", "noisy"),
    oracle=tilted(lambda x: sum_of_squares(rosenbrock(x))),
    source="Schneider, Balles & Hennig 2019, arXiv:1903.05499, DeepOBS problem two_d_rosenbrock",
)
def two_d_noisy_rosenbrock(x):
    """The noisy Rosenbrock function is a curved valley under noise as large as its slope.

    f = 100 (x₂ − x₁²)² + (1 − x₁)², g = ∇f + ξ̄

    ξ̄ is the mean of 128 pairs, drawn in each step from 10 000 fixed normal pairs, and about 0.09 in each
    coordinate. The mean of all pairs is (−0.002, 0.014).
    """
    return sum_of_squares(rosenbrock(x))

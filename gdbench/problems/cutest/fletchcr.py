"""Fletcher's start for the chain of Rosenbrock's valleys."""

from gdbench.problems.cutest._rosenbrock_chain import rosenbrock_chain
from gdbench.registry import problem
from gdbench.types import scalable


@problem(
    dims=scalable(10, at_least=2),
    start=0.0,
    minimiser=1.0,
    minimum=0.0,
    residuals=True,
    tags=("nonconvex", "smooth", "multimodal", "valley", "ill-conditioned"),
    source="CUTEst FLETCHCR; Fletcher 1992, Report NA/145, Dundee, the second problem",
)
def fletchcr(x):
    """Fletcher's problem starts on the floor of the chain of Rosenbrock's valleys.

    f = Σ_{i<n} 100 (xᵢ₊₁ − xᵢ²)² + (1 − xᵢ)²

    From 0, the coordinates reach 1 one after the other, like a front that travels along the chain.
    """
    return rosenbrock_chain(x)

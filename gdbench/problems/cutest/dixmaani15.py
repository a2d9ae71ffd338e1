"""Dixon and Maany's function I."""

from gdbench.problems.cutest._dixmaan import dixmaan
from gdbench.registry import problem
from gdbench.types import scalable


@problem(
    dims=scalable(15, at_least=3, multiple_of=3),
    start=2.0,
    minimiser=0.0,
    minimum=1.0,
    tags=("nonconvex", "smooth", "ill-conditioned"),
    source="CUTEst DIXMAANI1; Dixon & Maany 1988, TR 206, Hatfield Polytechnic",
)
def dixmaani15(x):
    """Dixon and Maany's function I has the couplings of function A with uneven curvatures.

    f = 1 + Σ wᵢ xᵢ² + ⅛ Σ xᵢ² xᵢ₊ₘ⁴ + ⅛ Σ wᵢ xᵢ xᵢ₊₂ₘ

    wᵢ = (i/n)², m = n/3; the second sum has 2m summands, the third m. The condition number is about n².
    """
    return dixmaan(x, power=2)

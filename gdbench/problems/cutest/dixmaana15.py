"""Dixon and Maany's function A."""

from gdbench.problems.cutest._dixmaan import dixmaan
from gdbench.registry import problem
from gdbench.types import scalable


@problem(
    dims=scalable(15, at_least=3, multiple_of=3),
    start=2.0,
    minimiser=0.0,
    minimum=1.0,
    tags=("nonconvex", "smooth"),
    source="CUTEst DIXMAANA1; Dixon & Maany 1988, TR 206, Hatfield Polytechnic",
)
def dixmaana15(x):
    """Dixon and Maany's function A is a sphere with couplings over a third of the coordinates.

    f = 1 + Σ xᵢ² + ⅛ Σ xᵢ² xᵢ₊ₘ⁴ + ⅛ Σ xᵢ xᵢ₊₂ₘ

    m = n/3; the second sum has 2m summands, the third m. The function is well conditioned in any dimension.
    """
    return dixmaan(x, power=0)

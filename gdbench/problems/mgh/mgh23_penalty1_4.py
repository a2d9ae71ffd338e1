"""The first penalty function in four dimensions."""

from gdbench.problems.mgh._penalty1 import minimiser, minimum, penalty1, start
from gdbench.registry import problem
from gdbench.types import scalable


@problem(
    dims=scalable(4, at_least=2),
    start=start,
    minimiser=minimiser,
    minimum=minimum,
    residuals=True,
    tags=("nonconvex", "smooth", "valley", "ill-conditioned"),
    source="Moré, Garbow & Hillstrom 1981, TOMS 7:17, problem 23 with n = 4; Gill, Murray & Pitfield 1972",
)
def mgh23_penalty1_4(x):
    """The first penalty function has a sphere as the floor of a valley that hardly slopes towards the diagonal.

    f = Σ rᵢ²

    rᵢ = √a (xᵢ − 1) for i ≤ n with a = 10⁻⁵, and rₙ₊₁ = Σ xⱼ² − ¼. On the sphere of radius ½, only the small terms
    determine the direction.
    """
    return penalty1(x)

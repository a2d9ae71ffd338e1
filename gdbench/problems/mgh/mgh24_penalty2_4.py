"""The second penalty function in four dimensions."""

from gdbench.problems.mgh._penalty2 import penalty2, solution
from gdbench.registry import problem
from gdbench.types import scalable


@problem(
    # The targets grow as exp(i / 10), so at n = 200 other minima are lower than the one near 0.
    dims=scalable(4, at_least=2, at_most=100),
    start=0.5,
    minimiser=lambda n: solution(n)[0],
    minimum=lambda n: solution(n)[1],
    residuals=True,
    tags=("nonconvex", "smooth", "valley", "ill-conditioned"),
    source="Moré, Garbow & Hillstrom 1981, TOMS 7:17, problem 24 with n = 4; Gill, Murray & Pitfield 1972",
)
def mgh24_penalty2_4(x):
    """The second penalty function has an ellipsoid as the floor of a valley, with a faint exponential slope: f = Σ rᵢ².

    r₁ = x₁ − 0.2, rᵢ = √a (exp(xᵢ / 10) + exp(xᵢ₋₁ / 10) − yᵢ) and rₙ₊ᵢ₋₁ = √a (exp(xᵢ / 10) − exp(−1 / 10)) for
    i = 2…n, r₂ₙ = Σ (n − j + 1) xⱼ² − 1, with a = 10⁻⁵ and yᵢ = exp(i / 10) + exp((i − 1) / 10).
    """
    return penalty2(x)

"""Watson's function with six coefficients."""

from gdbench.problems.mgh._watson import watson
from gdbench.registry import problem


@problem(
    dims=6,
    start=0.0,
    minimiser=(
        -0.015725086401458456,
        1.0124348693691099,
        -0.2329916259567377,
        1.2604300877996084,
        -1.5137289227222797,
        0.9929964324311346,
    ),
    minimum=0.0022876700535524363,
    magnitude=0.02,  # measured, because the rounding of the residuals exceeds the rounding of f*
    residuals=True,
    tags=("nonconvex", "smooth", "ill-conditioned"),
    source="Moré, Garbow & Hillstrom 1981, TOMS 7:17, problem 20 with n = 6; Kowalik & Osborne 1968",
)
def mgh20_watson6(x):
    """Watson's function fits a polynomial p of degree 5 to the equation p' = p² + 1, p(0) = 0: f = Σ rᵢ².

    rᵢ = p'(tᵢ) − p(tᵢ)² − 1 with p(t) = Σ xⱼ tʲ⁻¹ and tᵢ = i / 29, i = 1…29; r₃₀ = x₁, r₃₁ = x₂ − x₁² − 1. The
    powers of t are almost linearly dependent; the condition number is 8·10⁴ and grows with n.
    """
    return watson(x)

"""Watson's function with nine coefficients."""

from gdbench.problems.mgh._watson import watson
from gdbench.registry import problem


@problem(
    dims=9,
    start=0.0,
    minimiser=(
        -1.5307036521394342e-05,
        0.9997897039319483,
        0.014763963693556958,
        0.14634232829936222,
        1.0008211030047092,
        -2.617731140519015,
        4.104403164478857,
        -3.1436122785564424,
        1.0526264080101668,
    ),
    minimum=1.39976013809902e-06,
    magnitude=1e-3,  # measured, because the rounding of the residuals exceeds the rounding of f*
    residuals=True,
    tags=("nonconvex", "smooth", "ill-conditioned"),
    min_dtype="float64",
    source="Moré, Garbow & Hillstrom 1981, TOMS 7:17, problem 20 with n = 9; Kowalik & Osborne 1968",
)
def mgh20_watson9(x):
    """Watson's function fits a polynomial p of degree 8 to the equation p' = p² + 1, p(0) = 0: f = Σ rᵢ².

    rᵢ = p'(tᵢ) − p(tᵢ)² − 1 with p(t) = Σ xⱼ tʲ⁻¹ and tᵢ = i / 29, i = 1…29; r₃₀ = x₁, r₃₁ = x₂ − x₁² − 1. The
    powers of t are almost linearly dependent; the condition number is 2·10⁹.
    """
    return watson(x)

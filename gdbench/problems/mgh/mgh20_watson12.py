"""Watson's function with twelve coefficients."""

from gdbench.problems.mgh._watson import watson
from gdbench.registry import problem


@problem(
    dims=12,
    start=0.0,
    minimiser=(
        -6.638060464520687e-09,
        1.000001644117862,
        -0.0005639322103423058,
        0.34782054050404243,
        -0.15673150409616513,
        1.0528151772071777,
        -3.2472711534596677,
        7.288434897938061,
        -10.271848241321724,
        9.074113647075317,
        -4.541375466692512,
        1.0120118885528104,
    ),
    minimum=4.722381105891757e-10,
    magnitude=1e-4,  # measured, because the rounding of the residuals exceeds the rounding of f*
    residuals=True,
    tags=("nonconvex", "smooth", "ill-conditioned"),
    min_dtype="float64",
    source="Moré, Garbow & Hillstrom 1981, TOMS 7:17, problem 20 with n = 12; Kowalik & Osborne 1968",
)
def mgh20_watson12(x):
    """Watson's function fits a polynomial p of degree 11 to the equation p' = p² + 1, p(0) = 0: f = Σ rᵢ².

    rᵢ = p'(tᵢ) − p(tᵢ)² − 1 with p(t) = Σ xⱼ tʲ⁻¹ and tᵢ = i / 29, i = 1…29; r₃₀ = x₁, r₃₁ = x₂ − x₁² − 1. The
    powers of t are almost linearly dependent; the condition number of 7·10¹³ leaves float64 two digits.
    """
    return watson(x)

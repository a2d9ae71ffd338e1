"""Kowalik and Osborne's function."""

from gdbench.problems.coordinates import along
from gdbench.registry import problem

_Y = (0.1957, 0.1947, 0.1735, 0.1600, 0.0844, 0.0627, 0.0456, 0.0342, 0.0323, 0.0235, 0.0246)
_U = (4.0, 2.0, 1.0, 0.5, 0.25, 0.167, 0.125, 0.1, 0.0833, 0.0714, 0.0625)


@problem(
    dims=4,
    start=(0.25, 0.39, 0.415, 0.39),
    minimiser=(0.19280693457903786, 0.19128232873436696, 0.12305650692632066, 0.13606233068379484),
    minimum=0.00030750560384923745,
    residuals=True,
    tags=("nonconvex", "smooth", "ill-conditioned", "pole"),
    source="Moré, Garbow & Hillstrom 1981, TOMS 7:17, problem 15; Kowalik & Osborne 1968",
)
def mgh15_kowalik_osborne(x):
    """Kowalik and Osborne's function models an enzyme's reaction rate at 11 concentrations.

    f = Σ rᵢ², rᵢ = yᵢ − x₁ (uᵢ² + uᵢ x₂) / (uᵢ² + uᵢ x₃ + x₄)

    f is infinite where a denominator is 0, away from start and solution. Runs that drift to infinity end near
    f ≈ 0.00103, a fifth of the value at the start.
    """
    u, y = along(x, _U), along(x, _Y)
    x1, x2, x3, x4 = x[:, None]
    return y - x1 * (u * u + u * x2) / (u * u + u * x3 + x4)

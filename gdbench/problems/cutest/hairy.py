"""Toint's hairy function."""

from gdbench.problems.cutest._hairy import fur
from gdbench.registry import problem


@problem(
    dims=2,
    start=(-5.0, -7.0),
    minimiser=0.0,
    minimum=20.0,
    tags=("nonconvex", "smooth", "multimodal"),
    source="CUTEst HAIRY; Toint 1989, private communication",
)
def hairy(x):
    """Toint's hairy function has two crossed gutters with rounded bottoms, covered with hills: f = 30 h + 100 (a + b).

    h = sin²(7x₁) cos²(7x₂), a = √(0.01 + (x₁ − x₂)²), b = √(0.01 + x₁²). The hills create many saddles.
    """
    return fur(x)

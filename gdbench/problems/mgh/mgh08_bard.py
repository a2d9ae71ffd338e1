"""Bard's function."""

import numpy as np

from gdbench.problems.coordinates import along
from gdbench.registry import problem

_Y = (0.14, 0.18, 0.22, 0.25, 0.29, 0.32, 0.35, 0.39, 0.37, 0.58, 0.73, 0.96, 1.34, 2.10, 4.39)


@problem(
    dims=3,
    start=1.0,
    minimiser=(0.08241055974978893, 1.1330360920297216, 2.343695178642537),
    minimum=0.008214877306578975,
    residuals=True,
    tags=("nonconvex", "smooth", "ill-conditioned", "pole"),
    source="Moré, Garbow & Hillstrom 1981, TOMS 7:17, problem 8; Bard 1970",
)
def mgh08_bard(x):
    """Bard's function is a rational model of 15 measurements: f = Σ rᵢ², rᵢ = yᵢ − (x₁ + uᵢ / (vᵢ x₂ + wᵢ x₃)).

    uᵢ = i, vᵢ = 16 − i, wᵢ = min(uᵢ, vᵢ). f is infinite where a denominator is 0, which happens on eight planes
    that contain the x₁ axis. Far away the fraction vanishes, and runs that drift there end at f ≈ 17.43.
    """
    i = np.arange(1, 16)
    u, v, w = along(x, i), along(x, 16 - i), along(x, np.minimum(i, 16 - i))
    x1, x2, x3 = x[:, None]
    return along(x, _Y) - (x1 + u / (v * x2 + w * x3))

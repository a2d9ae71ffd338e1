"""The Mexican hat with a penalty of 10⁵."""

import math

from gdbench.registry import problem

# On the parabola x₂ = x₁², f = −2t + 10⁵ (t − 0.02)² with t = (x₁ − 1)² is smallest for t = 0.02001.
_ABSCISSAE = (1.0 - math.sqrt(0.02001), 1.0 + math.sqrt(0.02001))


@problem(
    dims=2,
    start=(0.86, 0.72),
    minimiser=tuple((x, x * x) for x in _ABSCISSAE),
    minimum=-0.04001,
    tags=("nonconvex", "smooth", "valley"),
    source="CUTEst MEXHAT; Brown & Bartholomew-Biggs 1987, TR 178, Hatfield Polytechnic",
)
def mexhat(x):
    """The Mexican hat has a steep, narrow moat whose floor falls slowly: f = −2t + 10⁵ (t − 0.02 + 10⁴ (x₂ − x₁²)²)².

    t = (x₁ − 1)². The moat is a flat loop around (1, 1); its two ends are the lowest points and both minimisers.
    """
    t = (x[0] - 1.0) ** 2
    return -2.0 * t + 1e5 * (t - 0.02 + 1e4 * (x[1] - x[0] ** 2) ** 2) ** 2

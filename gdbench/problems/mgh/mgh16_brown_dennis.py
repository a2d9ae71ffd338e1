"""Brown and Dennis's function."""

import numpy as np

from gdbench.problems.coordinates import along
from gdbench.registry import problem


@problem(
    dims=4,
    start=(25.0, 5.0, -5.0, -1.0),
    minimiser=(-11.594439904762165, 13.203630051207204, -0.40343948817685954, 0.2367787744557363),
    minimum=85822.20162635634,
    residuals=True,
    tags=("convex", "smooth"),
    source="Moré, Garbow & Hillstrom 1981, TOMS 7:17, problem 16; Brown & Dennis 1971",
)
def mgh16_brown_dennis(x):
    """Brown and Dennis's function fits two linear models, of eᵗ and of cos t, by fourth powers of errors: f = Σ rᵢ².

    rᵢ = (x₁ + tᵢ x₂ − exp tᵢ)² + (x₃ + x₄ sin tᵢ − cos tᵢ)², tᵢ = i / 5, i = 1…20. f is convex because the
    residuals are convex and nowhere negative. The residuals stay large, so Gauss–Newton steps alone do not
    converge.
    """
    times = np.arange(1, 21) / 5.0
    t, exp, sin, cos = (along(x, values) for values in (times, np.exp(times), np.sin(times), np.cos(times)))
    x1, x2, x3, x4 = x[:, None]
    return (x1 + t * x2 - exp) ** 2 + (x3 + x4 * sin - cos) ** 2

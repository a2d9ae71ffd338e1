"""The Gaussian function."""

import numpy as np
from jax import numpy as jnp

from gdbench.problems.coordinates import along
from gdbench.registry import problem

_HALF = (0.0009, 0.0044, 0.0175, 0.0540, 0.1295, 0.2420, 0.3521)
_Y = (*_HALF, 0.3989, *reversed(_HALF))


@problem(
    dims=3,
    start=(0.4, 1.0, 0.0),
    minimiser=(0.39895613783875666, 1.0000190844878056, 0.0),
    minimum=1.127932769618648e-08,
    magnitude=1e-6,  # measured, because the rounding of the residuals exceeds the rounding of f*
    residuals=True,
    tags=("nonconvex", "smooth", "overflow"),
    min_dtype="float64",
    source="Moré, Garbow & Hillstrom 1981, TOMS 7:17, problem 9",
)
def mgh09_gaussian(x):
    """The Gaussian function fits a bell curve to the rounded density of the normal distribution: f = Σ rᵢ².

    rᵢ = x₁ exp(−x₂ (tᵢ − x₃)² / 2) − yᵢ, tᵢ = (8 − i) / 2, i = 1…15. The function is well behaved near the start,
    which is almost the solution; for x₂ < 0 the bell turns over and grows without bound.
    """
    t = along(x, (8 - np.arange(1, 16)) / 2)
    x1, x2, x3 = x[:, None]
    return x1 * jnp.exp(-0.5 * x2 * (t - x3) ** 2) - along(x, _Y)

"""Jennrich and Sampson's function."""

import numpy as np
from jax import numpy as jnp

from gdbench.problems.coordinates import along
from gdbench.registry import problem


@problem(
    dims=2,
    start=(0.3, 0.4),
    minimiser=0.2578252136703641,
    minimum=124.36218235561485,
    residuals=True,
    tags=("nonconvex", "smooth", "overflow"),
    min_dtype="float64",
    source="Moré, Garbow & Hillstrom 1981, TOMS 7:17, problem 6; Jennrich & Sampson 1968",
)
def mgh06_jennrich_sampson(x):
    """Jennrich and Sampson's function fits sums of two exponentials to a line, which they cannot follow: f = Σ rᵢ².

    rᵢ = 2 + 2i − exp(i x₁) − exp(i x₂), i = 1…10. The largest exponent is 10 x, so one long step makes f overflow.
    """
    i = along(x, np.arange(1, 11))
    x1, x2 = x[:, None]
    return 2.0 + 2.0 * i - jnp.exp(i * x1) - jnp.exp(i * x2)

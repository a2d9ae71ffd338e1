"""The extended Rosenbrock function."""

import numpy as np
from jax import numpy as jnp

from gdbench.registry import problem
from gdbench.types import scalable


@problem(
    dims=scalable(10, at_least=2, multiple_of=2),
    start=lambda n: np.tile([-1.2, 1.0], n // 2),
    minimiser=1.0,
    minimum=0.0,
    residuals=True,
    tags=("nonconvex", "smooth", "valley", "ill-conditioned"),
    source="Moré, Garbow & Hillstrom 1981, TOMS 7:17, problem 21; Spedicato 1975",
)
def mgh21_ext_rosenbrock10(x):
    """The extended Rosenbrock function repeats the valley n/2 times.

    r₂ᵢ₋₁ = 10 (x₂ᵢ − x₂ᵢ₋₁²), r₂ᵢ = 1 − x₂ᵢ₋₁, f = Σ rᵢ²
    """
    odd, even = x[0::2], x[1::2]
    return jnp.concatenate([10.0 * (even - odd**2), 1.0 - odd])

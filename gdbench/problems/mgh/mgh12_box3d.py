"""Box's three-dimensional function."""

import numpy as np
from jax import numpy as jnp

from gdbench.problems.coordinates import along
from gdbench.registry import problem


@problem(
    dims=3,
    start=(0.0, 10.0, 20.0),
    minimiser=[(1.0, 10.0, 1.0), (10.0, 1.0, -1.0), (0.0, 0.0, 0.0)],
    minimum=0.0,
    residuals=True,
    tags=("nonconvex", "smooth", "multimodal", "ill-conditioned"),
    source="Moré, Garbow & Hillstrom 1981, TOMS 7:17, problem 12; Box 1966",
)
def mgh12_box3d(x):
    """Box's function fits a difference of two decays and its amplitude: f = Σ rᵢ².

    rᵢ = exp(−tᵢ x₁) − exp(−tᵢ x₂) − x₃ (exp(−tᵢ) − exp(−10 tᵢ)), tᵢ = i / 10, i = 1…10. Besides two isolated
    minimisers, f is 0 on the whole line x₁ = x₂, x₃ = 0, of which only the origin is listed.
    """
    times = np.arange(1, 11) / 10.0
    t, reference = along(x, times), along(x, np.exp(-times) - np.exp(-10.0 * times))
    x1, x2, x3 = x[:, None]
    return jnp.exp(-t * x1) - jnp.exp(-t * x2) - x3 * reference

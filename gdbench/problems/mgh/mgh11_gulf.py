"""The Gulf research and development function."""

import numpy as np
from jax import numpy as jnp

from gdbench.problems.coordinates import along
from gdbench.registry import problem


@problem(
    dims=3,
    start=(5.0, 2.5, 0.15),
    minimiser=(50.0, 25.0, 1.5),
    minimum=0.0,
    residuals=True,
    tags=("nonconvex", "smooth", "ill-conditioned", "flat", "pole"),
    source="Moré, Garbow & Hillstrom 1981, TOMS 7:17, problem 11, with |yᵢ − x₂| for its misprint; Cox 1969",
)
def mgh11_gulf(x):
    """A Weibull distribution's three parameters from 99 of its quantiles: f = Σ rᵢ².

    rᵢ = exp(−|yᵢ − x₂|^x₃ / x₁) − tᵢ, tᵢ = i / 100, yᵢ = 25 + (−50 log tᵢ)^⅔, i = 1…99. Flat where x₁ is small
    against the power. Undefined at x₁ = 0; where x₂ meets one of the yᵢ, all above 25.6, f has a cusp for x₃ < 1
    (JAX gives no number there) and a kink for x₃ = 1.
    """
    levels = np.arange(1, 100) / 100.0
    t, y = along(x, levels), along(x, 25.0 + (-50.0 * np.log(levels)) ** (2.0 / 3.0))
    x1, x2, x3 = x[:, None]
    return jnp.exp(-(jnp.abs(y - x2) ** x3) / x1) - t

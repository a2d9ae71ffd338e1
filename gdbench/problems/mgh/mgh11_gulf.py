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
    """The Gulf function fits a Weibull distribution's three parameters to 99 of its quantiles: f = Σ rᵢ².

    rᵢ = exp(−|yᵢ − x₂|^x₃ / x₁) − tᵢ, tᵢ = i / 100, yᵢ = 25 + (−50 log tᵢ)^⅔, i = 1…99. f is flat where x₁ is small
    compared with the power, and undefined at x₁ = 0. Where x₂ equals one of the yᵢ, which all exceed 25.6, f has a
    cusp for x₃ < 1 (the gradient in JAX is not a number there) and a kink for x₃ = 1.
    """
    levels = np.arange(1, 100) / 100.0
    t, y = along(x, levels), along(x, 25.0 + (-50.0 * np.log(levels)) ** (2.0 / 3.0))
    x1, x2, x3 = x[:, None]
    return jnp.exp(-(jnp.abs(y - x2) ** x3) / x1) - t

"""An exponential fitted to a straight line."""

import numpy as np
from jax import numpy as jnp

from gdbench.problems.coordinates import along
from gdbench.registry import problem

_TIMES = 0.25 * np.arange(1, 11)


@problem(
    dims=2,
    start=0.0,
    minimiser=(0.4789845466320024, 0.688300194513198),
    minimum=0.24051059399905824,
    residuals=True,
    tags=("nonconvex", "smooth"),
    source="CUTEst EXPFIT; Conn, Gould & Toint 1992, LANCELOT",
)
def expfit(x):
    """The exponential fit has an amplitude and a rate that cannot fit a line.

    f = Σ_{i≤10} (x₁ exp(x₂ tᵢ) − tᵢ)², tᵢ = i/4

    The residuals stay large, so Gauss–Newton differs from Newton here. At the start the gradient in the rate is 0.
    """
    t = along(x, _TIMES)
    return x[:1] * jnp.exp(x[1:] * t) - t

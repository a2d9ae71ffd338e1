"""Dixon and Price's function."""

import numpy as np
from jax import numpy as jnp

from gdbench.problems.coordinates import along
from gdbench.registry import problem
from gdbench.types import scalable


def _minimisers(n):
    """Return x*₁ = 1, x*ᵢ = √(x*ᵢ₋₁ / 2), where only the last coordinate may have either sign."""
    positive = 2.0 ** (2.0 ** -np.arange(float(n)) - 1.0)
    return np.stack([positive, np.where(np.arange(n) < n - 1, positive, -positive)])


@problem(
    dims=scalable(10, at_least=2),
    start=5.0,
    minimiser=_minimisers,
    minimum=0.0,
    residuals=True,
    box=(-10.0, 10.0),
    tags=("nonconvex", "smooth", "multimodal"),
    source="Dixon & Price 1989, JOTA 60:261; scipy go_benchmark DixonPrice",
)
def dixon_price10(x):
    """Dixon and Price's function is a chain of parabolas, each fed by the one before.

    r₁ = x₁ − 1, rᵢ = √i (2xᵢ² − xᵢ₋₁), f = Σ rᵢ²

    At x₁ = 1/3 with all others 0 (n ≥ 3), f = 2/3 has gradient 0 and no negative curvature, and falls only along a
    curve.
    """
    weights = along(x, np.sqrt(np.arange(2, x.shape[0] + 1)))
    return jnp.concatenate([x[:1] - 1.0, weights * (2.0 * x[1:] ** 2 - x[:-1])])

"""Dixon and Price's function."""

import numpy as np
from jax import numpy as jnp

from gdbench.problems.coordinates import along
from gdbench.registry import problem
from gdbench.types import scalable


def _minimisers(n):
    """x*₁ = 1 and x*ᵢ = √(x*ᵢ₋₁ / 2): only the last coordinate may have either sign."""
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
    """A chain of parabolas, each fed by the one before: r₁ = x₁ − 1, rᵢ = √i (2xᵢ² − xᵢ₋₁), f = Σ rᵢ².

    At x₁ = 1/3, all others 0 (n ≥ 3), f = 2/3 has gradient 0 and no negative curvature: it falls along a curve only.
    """
    weights = along(x, np.sqrt(np.arange(2, x.shape[0] + 1)))
    return jnp.concatenate([x[:1] - 1.0, weights * (2.0 * x[1:] ** 2 - x[:-1])])

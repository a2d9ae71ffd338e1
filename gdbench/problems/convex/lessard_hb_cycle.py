"""Lessard, Recht and Packard's trap for heavy ball."""

from jax import numpy as jnp

from gdbench.registry import problem
from gdbench.types import scalable


@problem(
    dims=scalable(1),
    start=3.3,
    minimiser=0.0,
    minimum=0.0,
    tags=("convex", "strongly-convex", "smooth", "separable"),
    lipschitz=25.0,
    strong_convexity=1.0,
    source="Lessard, Recht & Packard 2016, SIAM J. Optim. 26:57, equation 4.11",
)
def lessard_hb_cycle(x):
    """Lessard, Recht and Packard's function makes Polyak's optimal heavy ball, α = 1/9 and β = 4/9, cycle.

    f = Σ 12.5 xᵢ² − 12 (xᵢ − 1)₊² + 12 (xᵢ − 2)₊²

    The derivative is 25x up to 1, x + 24 up to 2, and then 25x − 24. From 3.3 the ball runs into the cycle 2.116,
    0.647, −1.802, although μ = 1 and L = 25. Plain descent and Nesterov's method converge.
    """
    bent = jnp.maximum(x - 2.0, 0.0) ** 2 - jnp.maximum(x - 1.0, 0.0) ** 2
    return jnp.sum(12.5 * x * x + 12.0 * bent, axis=0)

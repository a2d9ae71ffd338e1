"""The perm function with whole numbers as minimiser."""

import numpy as np
from jax import numpy as jnp

from gdbench.problems.coordinates import along
from gdbench.registry import problem


@problem(
    dims=4,
    start=0.5,
    minimiser=(
        (1.0, 2.0, 3.0, 4.0),
        (1.0410874209311263, 1.8825980011088148, 3.987661918329885, 3.051421448147342),
        (1.5522943663850384, 1.2149513628953708, 3.9614061773452973, 3.1388699613929325),
        (1.6212061963490199, 1.1705336231204515, 3.1218888667269313, 3.966951109980284),
    ),
    minimum=0.0,
    residuals=True,
    box=(-4.0, 5.0),
    tags=("nonconvex", "smooth", "multimodal", "ill-conditioned"),
    min_dtype="float64",  # κ = 8.7·10⁶ at the minimiser
    source="Neumaier's perm, in Surjanovic & Bingham, Virtual Library, with β = ½; scipy go_benchmark PermFunction01",
)
def permdb4(x):
    """The perm function has power sums with a long flat floor: rₖ = Σ (iᵏ + ½) ((xᵢ / i)ᵏ − 1), k = 1…4, f = Σ rₖ².

    Besides xᵢ = i, three more points of the box solve all four equations, so f = 0 there too.
    """
    i = np.arange(1.0, 5.0)
    step = (x - along(x, i)) / along(x, i)
    # The form sᵏ − 1 = (s − 1) Σ sᵐ with m < k avoids cancellation where s = 1.
    powers = [(1.0 + step) ** m for m in range(4)]
    return jnp.stack([jnp.sum(along(x, i**k + 0.5) * step * sum(powers[:k]), axis=0) for k in range(1, 5)])

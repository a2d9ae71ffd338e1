"""The perm function with unit fractions as minimiser."""

import numpy as np
from jax import numpy as jnp

from gdbench.problems.coordinates import along
from gdbench.registry import problem


@problem(
    dims=4,
    start=0.5,
    minimiser=(
        (1.0, 0.5, 1.0 / 3.0, 0.25),
        (0.9999928180788719, 0.500263528545178, 0.24736450575915012, 0.3296079583610468),
        (1.0000383236034676, 0.24767813906866426, 0.49457701843704294, 0.3165194903706901),
        (1.0000465813512578, 0.3228052908025951, 0.4942921242895969, 0.25238284521954263),
        (1.0000900718172185, 0.2521738520002112, 0.30458590782552825, 0.489045679829252),
        (1.0000918166375663, 0.3069541076174769, 0.25407895529096763, 0.48898911715198595),
    ),
    minimum=0.0,
    residuals=True,
    box=(-4.0, 4.0),
    tags=("nonconvex", "smooth", "multimodal", "ill-conditioned"),
    source="Neumaier's perm0, in Surjanovic & Bingham, Virtual Library of Simulation Experiments, with β = 10",
)
def perm0db4(x):
    """The perm function has power sums that hardly depend on the order of the coordinates.

    rₖ = Σ (i + 10) (xᵢᵏ − i⁻ᵏ), k = 1…4, f = Σ rₖ²

    Besides xᵢ = 1 / i, five more points near its permutations solve all four equations, so f = 0 there too.
    """
    i = np.arange(1.0, 5.0)
    weights, c = along(x, i + 10.0), along(x, 1.0 / i)
    # The form xᵏ − cᵏ = (x − c) Σ xᵐ cᵏ⁻¹⁻ᵐ avoids cancellation where x = c.
    step = weights * (x - c)
    return jnp.stack([jnp.sum(step * sum(x**m * c ** (k - 1 - m) for m in range(k)), axis=0) for k in range(1, 5)])

"""The discrete integral equation function."""

from jax import numpy as jnp

from gdbench.problems.coordinates import along
from gdbench.problems.mgh._two_point import grid, root, start
from gdbench.registry import problem
from gdbench.types import scalable


@problem(
    dims=scalable(10, at_least=2),
    start=start,
    minimiser=root,
    minimum=0.0,
    residuals=True,
    tags=("nonconvex", "smooth"),
    source="Moré, Garbow & Hillstrom 1981, TOMS 7:17, problem 29; Moré & Cosnard 1979",
)
def mgh29_discrete_integral10(x):
    """The discrete integral equation has the same solution as ``mgh28_discrete_boundary10``: f = Σ rᵢ².

    rᵢ = xᵢ + h/2 ((1 − tᵢ) Σ_{j≤i} tⱼ cⱼ + tᵢ Σ_{j>i} (1 − tⱼ) cⱼ), cⱼ = (xⱼ + tⱼ + 1)³, tᵢ = i h, h = 1 / (n + 1).
    The equation is well conditioned for every n.
    """
    t = along(x, grid(x.shape[0]))
    h = 1.0 / (x.shape[0] + 1)
    cubes = (x + t + 1.0) ** 3
    up_to = jnp.cumsum(t * cubes, axis=0)
    rest = (1.0 - t) * cubes
    after = jnp.sum(rest, axis=0, keepdims=True) - jnp.cumsum(rest, axis=0)
    return x + 0.5 * h * ((1.0 - t) * up_to + t * after)

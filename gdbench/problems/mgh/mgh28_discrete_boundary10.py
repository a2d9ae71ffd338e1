"""The discrete boundary value function."""

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
    tags=("nonconvex", "smooth", "ill-conditioned"),
    source="Moré, Garbow & Hillstrom 1981, TOMS 7:17, problem 28; Moré & Cosnard 1979",
)
def mgh28_discrete_boundary10(x):
    """The discrete boundary value function states a boundary value problem in second differences.

    f = Σ rᵢ², rᵢ = 2xᵢ − xᵢ₋₁ − xᵢ₊₁ + h² (xᵢ + tᵢ + 1)³ / 2

    tᵢ = i h, h = 1 / (n + 1), x₀ = xₙ₊₁ = 0. The start is close to the solution; the condition number grows as n⁴.
    """
    t = along(x, grid(x.shape[0]))
    h = 1.0 / (x.shape[0] + 1)
    padded = jnp.pad(x, [(1, 1)] + [(0, 0)] * (x.ndim - 1))
    return 2.0 * x - padded[:-2] - padded[2:] + 0.5 * h**2 * (x + t + 1.0) ** 3

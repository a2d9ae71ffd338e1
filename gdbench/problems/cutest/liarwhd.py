"""Li's arrowhead function."""

from jax import numpy as jnp

from gdbench.registry import problem
from gdbench.types import scalable


@problem(
    dims=scalable(10, at_least=2),
    start=4.0,
    minimiser=1.0,
    minimum=0.0,
    residuals=True,
    tags=("nonconvex", "smooth"),
    source="CUTEst LIARWHD; Li 1988, The secant/finite difference algorithm",
)
def liarwhd(x):
    """Li's function has parabolas that all depend on the first coordinate: f = Σ 4 (xᵢ² − x₁)² + (xᵢ − 1)².

    The Hessian has the shape of an arrowhead. The curvature along x₁ grows with n, but the others do not.
    """
    return jnp.concatenate([2.0 * (x**2 - x[:1]), x - 1.0])

"""The 1-norm."""

import numpy as np
from jax import numpy as jnp

from gdbench.registry import problem
from gdbench.types import scalable


@problem(
    dims=scalable(10),
    start=lambda n: np.linspace(-3.0, 3.0, n),
    minimiser=0.0,
    minimum=0.0,
    tags=("convex", "nonsmooth", "separable"),
    source="Schwefel 1981, Numerical Optimization of Computer Models, 2.20; go_benchmark Schwefel20",
)
def l1_norm(x):
    """The 1-norm has a kink in every coordinate: f = Σ |xᵢ|.

    Where xᵢ = 0, JAX gives the subgradient 1, not 0, so the gradient at the minimiser has norm √n.
    """
    return jnp.sum(jnp.abs(x), axis=0)

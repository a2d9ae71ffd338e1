"""The perturbed Hilbert quadratic."""

from functools import cache

import numpy as np
from jax import numpy as jnp
from scipy.linalg import hilbert

from gdbench.registry import problem
from gdbench.types import scalable


@cache
def _spectrum(n):
    return 10.0 + np.linalg.eigvalsh(hilbert(n))


@problem(
    dims=scalable(10, at_most=2000),
    start=-3.0,
    minimiser=0.0,
    minimum=0.0,
    tags=("convex", "strongly-convex", "smooth", "quadratic"),
    lipschitz=lambda n: _spectrum(n)[-1],
    strong_convexity=lambda n: _spectrum(n)[0],
    source="Buckley 1989, Test Functions for Unconstrained Minimization, 19; CUTEst HILBERTB",
)
def hilbert_b10(x):
    """The perturbed Hilbert quadratic has a diagonal that makes it well conditioned.

    f = ½ Σᵢ Σⱼ xᵢ xⱼ / (i + j − 1) + 5 Σ xᵢ²
    """
    pulled = jnp.tensordot(jnp.asarray(hilbert(x.shape[0]), x.dtype), x, 1, precision="highest")
    return jnp.sum(x * (0.5 * pulled + 5.0 * x), axis=0)

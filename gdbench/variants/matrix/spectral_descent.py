"""Steepest descent in the spectral norm."""

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import log
from gdbench.variants._linear_algebra import svd
from gdbench.variants._maths import product


@variant(
    hyperparameters={"learning_rate": log(1e-2, 1e-8, 1e2, tuned=True)},
    source="Carlson, Cevher & Carin 2015, AISTATS, section 3; Lau, Long & Su 2025, arXiv:2505.21799",
    over="matrix",
    symmetries={"sign": {}},
    stability_edge=lambda hp: 2.0,
)
def spectral_descent(t, g, x, slots, hp):
    """Replaces all singular values of a matrix's gradient by their sum.

    X ← X − η (σ₁ + σ₂ + …) (u₁ w₁ᵀ + u₂ w₂ᵀ + …)  with  G = σ₁ u₁ w₁ᵀ + σ₂ u₂ w₂ᵀ + …

    where η is ``learning_rate``. Singular values at rounding level (at most σ₁ times the longer side and the
    machine precision) are left out. Leaves that are not matrices take the step −η G, which is stable while η
    L < 2.
    """
    del t, x
    if g.ndim != 2:
        return -hp.learning_rate * g, slots
    u, values, w = svd(g)
    real = values > values[0] * (max(g.shape) * jnp.finfo(g.dtype).eps)
    return -hp.learning_rate * jnp.sum(values) * product(jnp.where(real, u, 0.0), w), slots

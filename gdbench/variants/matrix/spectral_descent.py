"""Steepest descent in the spectral norm."""

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import log
from gdbench.variants._linear_algebra import svd
from gdbench.variants._maths import product


@variant(
    hyperparameters={"learning_rate": log(1e-2, 1e-6, 10.0, tuned=True)},
    source="Carlson, Cevher & Carin 2015, AISTATS, section 3; Lau, Long & Su 2025, arXiv:2505.21799",
    over="matrix",
    symmetries={"sign": {}},
    stability_edge=lambda hp: 2.0,
)
def spectral_descent(t, g, x, slots, hp):
    """Gradient descent with all singular values of a matrix's gradient replaced by their sum.

    X ← X − η (σ₁ + σ₂ + …) (u₁ w₁ᵀ + u₂ w₂ᵀ + …)  with  G = σ₁ u₁ w₁ᵀ + σ₂ u₂ w₂ᵀ + …

    where η is ``learning_rate``. Singular values that are rounding (at most σ₁ times the longer side and the
    precision) have no share. Leaves that are no matrices take the step −η G, stable while η L < 2.
    """
    del t, x
    if g.ndim != 2:
        return -hp.learning_rate * g, slots
    u, values, w = svd(g)
    real = values > values[0] * (max(g.shape) * jnp.finfo(g.dtype).eps)
    return -hp.learning_rate * jnp.sum(values) * product(jnp.where(real, u, 0.0), w), slots

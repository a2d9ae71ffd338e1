"""Arithmetic that rules of several families share: norms, products, bias corrections and random signs."""

from jax import lax, random
from jax import numpy as jnp


def norm(v):
    """Return ‖v‖ over axis 0, even where ‖v‖² would overflow or underflow."""
    largest = jnp.max(jnp.abs(v), axis=0)
    scale = jnp.where(largest > 0, largest, 1.0)
    return scale * jnp.sqrt(jnp.sum((v / scale) ** 2, axis=0))


def unit(v):
    """Return v / ‖v‖, or v itself where it is zero."""
    length = norm(v)
    return v / jnp.where(length > 0, length, 1.0)


def across(v, w):
    """Return the part of v that is orthogonal to w."""
    direction = unit(w)
    return v - (v * direction).sum() * direction


def inner(a, b):
    """Return aᵀb over all parameters."""
    return jnp.sum(a * b, axis=0, keepdims=True)


def centralized(g):
    """Return g minus its mean over all axes but the last, or g itself if it has fewer than two axes."""
    if g.ndim < 2:
        return g
    return g - jnp.mean(g, axis=tuple(range(g.ndim - 1)), keepdims=True)


def product(a, b):
    """Return the matrix product in full precision, because accelerators round the inputs by default."""
    return jnp.matmul(a, b, precision=lax.Precision.HIGHEST)


def bias_correction(one_minus_beta, t):
    """Return 1 − βᵗ without cancellation: in float32 the direct form loses four digits at β = 0.999."""
    return -jnp.expm1(t * jnp.log1p(-one_minus_beta))


def debiased(t, g, m, one_minus_beta, nesterov):
    """Return m̂ = m / (1 − βᵗ), or in Dozat's Nesterov form β m / (1 − βᵗ⁺¹) + (1 − β) g / (1 − βᵗ)."""
    if not nesterov:
        return m / bias_correction(one_minus_beta, t)
    ahead = (1.0 - one_minus_beta) * m / bias_correction(one_minus_beta, t + 1)
    return ahead + one_minus_beta * g / bias_correction(one_minus_beta, t)


def bounded(distance):
    """Return the estimated distance, limited to the fourth root of the largest number.

    On an unbounded slope some estimates double every few steps without end, and their squares must not overflow.
    """
    return jnp.minimum(distance, jnp.finfo(distance.dtype).max ** 0.25)


def signs(key, t, x):
    """Return random signs −1 or 1 in each coordinate, drawn for step ``t``."""
    return random.rademacher(random.fold_in(key, t), x.shape, x.dtype)

"""Transformations that bbob functions apply to points before the formula, with finite derivatives everywhere."""

from jax import lax
from jax import numpy as jnp

from gdbench.problems.bbob._instance import ramp
from gdbench.problems.coordinates import along
from gdbench.problems.trigonometry import sin


def turned(matrix, x):
    """Return the matrix times ``x`` along axis 0 in full precision, because accelerators round inputs by default."""
    return jnp.tensordot(jnp.asarray(matrix, x.dtype), x, axes=1, precision=lax.Precision.HIGHEST)


def oscillated(x):
    """Return T_osz(x) = x exp(0.049 (sin a L + sin b L)), L = log |x|, which adds ripples at all scales.

    The constants a and b depend on the sign of x. The slope stays between 0.12 and 1.88 but has no limit at 0;
    exactly there, it is taken as 1.
    """
    away = jnp.abs(x) >= jnp.finfo(x.dtype).tiny
    log = jnp.log(jnp.where(away, jnp.abs(x), 1.0))
    waves = sin(jnp.where(x > 0.0, 10.0, 5.5) * log) + sin(jnp.where(x > 0.0, 7.9, 3.1) * log)
    return x * jnp.exp(0.049 * waves)


def bent(x, beta):
    """Return T_asy(x), which raises positive coordinates to the power 1 + β (i−1)/(n−1) √xᵢ.

    The slope at 0 is 1 from both sides.
    """
    above = jnp.where(x > 0.0, x, 1.0)
    return x * jnp.exp(along(x, beta * ramp(x.shape[0])) * jnp.sqrt(above) * jnp.log(above))


def root(x):
    """Return √x for x ≥ 0, with the derivative 0 at 0."""
    away = x > 0.0
    return jnp.where(away, jnp.sqrt(jnp.where(away, x, 1.0)), 0.0)


def outside(x):
    """Return the squared distance to the box [−5, 5]ⁿ."""
    return jnp.sum(jnp.maximum(0.0, jnp.abs(x) - 5.0) ** 2, axis=0)

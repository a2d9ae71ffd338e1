"""Schaffer's function F7, which two bbob functions share."""

from jax import numpy as jnp

from gdbench.problems.bbob._instance import ramp
from gdbench.problems.bbob._transforms import bent, outside, turned
from gdbench.problems.coordinates import along
from gdbench.problems.folds import total
from gdbench.problems.trigonometry import sin


def schaffers(drawn, condition, x):
    """Return (mean √sᵢ (1 + sin² 50 sᵢ^0.2))² with sᵢ² = zᵢ² + zᵢ₊₁², plus the penalty."""
    n = x.shape[0]
    z = turned(drawn.q(n), bent(turned(drawn.r(n), x - along(x, drawn.x_opt(n))), 0.5))
    z = along(x, condition ** (0.5 * ramp(n))) * z
    squares = z[:-1] ** 2 + z[1:] ** 2
    away = squares >= jnp.finfo(x.dtype).tiny
    safe = jnp.where(away, squares, 1.0)
    rings = jnp.where(away, safe**0.25 * (1.0 + sin(50.0 * safe**0.1) ** 2), 0.0)
    return (total(rings) / rings.shape[0]) ** 2 + 10.0 * outside(x)

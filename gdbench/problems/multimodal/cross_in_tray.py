"""The cross-in-tray function."""

import math

from jax import numpy as jnp

from gdbench.problems.trigonometry import sin
from gdbench.registry import problem

AT = 1.3494066171539107


@problem(
    dims=2,
    start=(4.0, -3.0),
    minimiser=((AT, AT), (-AT, AT), (AT, -AT), (-AT, -AT)),
    minimum=-2.062611870822737,
    box=(-10.0, 10.0),
    tags=("nonconvex", "nonsmooth", "multimodal", "unbounded"),
    source="Mishra 2006, cross-in-tray function; scipy go_benchmark CrossInTray",
)
def cross_in_tray(x):
    """The cross-in-tray function has shallow trays between sharp ridges.

    f = −0.0001 (|sin x₁ sin x₂| exp |100 − r / π| + 1)^0.1, with r = |x|

    The ridges lie where a sine is 0 and have slopes up to 10³⁸ at the top; exactly there, the code gives the
    gradient 0. Outside the box, beyond r = 200π, f falls below its minimum.
    """
    squares = jnp.sum(x * x, axis=0)
    away = squares > 0.0
    r = jnp.where(away, jnp.sqrt(jnp.where(away, squares, 1.0)), 0.0)
    power = jnp.abs(100.0 - r / math.pi)
    # The form (a eᵖ + 1)^0.1 = e^(p/10) (a + e⁻ᵖ)^0.1 does not overflow float32.
    waves = jnp.abs(sin(x[0]) * sin(x[1]))
    off = waves > 0.0
    tray = jnp.exp(0.1 * power) * (jnp.where(off, waves, 1.0) + jnp.exp(-power)) ** 0.1
    return -0.0001 * jnp.where(off, tray, 1.0)

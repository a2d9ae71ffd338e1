"""Sine, cosine and tangent of float32 numbers, in operations that compile to vector instructions.

XLA's CPU backend calls the C library for each sine separately, which takes 4 to 6 ns per number and more for large
or infinite numbers, against 1 ns here. With sums that are written out (see `folds`), a step on the 72 functions of
suites/speed.toml takes 0.7 of the time on average. Other precisions use XLA's own functions.
"""

import jax
from jax import numpy as jnp

FAR = 2.0**20  # Beyond this, neighbouring float32 numbers differ by a tenth of a radian.
# π/2 is split into parts so short that their products with 12 bits of a count of quarter turns are exact (Cody &
# Waite, Software Manual for the Elementary Functions, 1980).
QUARTER = (1.5703125, 0.0004837512969970703, 7.549789954891882e-08)
# These polynomials in r² for (sin r − r) / r³ and (cos r − 1 + r²/2) / r⁴ minimise the largest relative error on
# |r| ≤ π/4.
SINE = (-0.16666655, 0.008332156, -0.00019514632)
COSINE = (0.041666646, -0.001388731, 2.4432413e-05)


@jax.custom_jvp
def sin(x):
    """Return the sine of ``x`` of any shape, accurate to 1.3e-7 where |x| < 2²⁰ (float32).

    Beyond that, float32 cannot resolve the phase of a wave, so the functions return sin 0 and cos 0 there.
    """
    return _turned(x, 0) if x.dtype == jnp.float32 else jnp.sin(x)


@jax.custom_jvp
def cos(x):
    """Return the cosine of ``x`` of any shape, with the accuracy of `sin`."""
    return _turned(x, 1) if x.dtype == jnp.float32 else jnp.cos(x)


def tan(x):
    """Return the tangent of ``x`` of any shape, to 4 units in the last place except near zeros and poles."""
    return sin(x) / cos(x)


sin.defjvps(lambda dx, _, x: cos(x) * dx)
cos.defjvps(lambda dx, _, x: -sin(x) * dx)


def _turned(x, quarters):
    """Return the sine of ``x`` plus the given number of quarter turns."""
    x = jnp.asarray(x)
    turns, r = _reduced(jnp.where(jnp.abs(x) < FAR, x, 0.0 * x))
    turns, z = turns + quarters, r * r
    sine = r + r * z * (SINE[0] + z * (SINE[1] + z * SINE[2]))
    cosine = 1.0 - 0.5 * z + z * z * (COSINE[0] + z * (COSINE[1] + z * COSINE[2]))
    wave = jnp.where(turns & 1, cosine, sine)
    return jnp.where(turns & 2, -wave, wave)


def _reduced(x):
    """Return the nearest whole number of quarter turns in ``x``, and the remainder in radians."""
    turns = jnp.round(x * (2.0 / jnp.pi))
    many = jnp.round(turns / 4096.0) * 4096.0
    few = turns - many
    r = x - many * QUARTER[0] - few * QUARTER[0] - many * QUARTER[1] - few * QUARTER[1] - turns * QUARTER[2]
    return turns.astype(jnp.int32), r

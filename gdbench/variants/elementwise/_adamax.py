"""The direction of AdaMax, which AdaMaxW shares."""

from jax import numpy as jnp

from gdbench.variants._maths import bias_correction


def adamax_direction(t, g, slots, hp):
    """Return m̂ / u and the new moments."""
    m, u = slots
    m = m + hp.one_minus_b1 * (g - m)
    u = jnp.maximum((1.0 - hp.one_minus_b2) * u, jnp.abs(g) + hp.eps)
    return m / bias_correction(hp.one_minus_b1, t) / u, (m, u)

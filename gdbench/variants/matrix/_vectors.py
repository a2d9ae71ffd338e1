"""Adam's step, which rules for matrices apply to leaves that are not matrices."""

from jax import numpy as jnp

from gdbench.types import complement, log
from gdbench.variants._maths import bias_correction

ADAM = {
    "adam_b1": complement(0.9, 1e-2, 1.0),
    "adam_b2": complement(0.95, 1e-4, 0.3),
    "adam_eps": log(1e-8, 1e-12, 1e-2),
}


def start(x, hp):
    """Return a zero momentum for a matrix, or zero first and second moments for another leaf."""
    del hp
    zeros = jnp.zeros_like(x)
    return (zeros,) if x.ndim == 2 else (zeros, zeros)


def adam_direction(t, g, slots, hp):
    """Return Adam's direction and new moments, with ``adam_b1``, ``adam_b2`` and ``adam_eps``."""
    return normalised(t, g, slots, hp.one_minus_adam_b1, hp.one_minus_adam_b2, hp.adam_eps)


def normalised(t, g, slots, one_minus_b1, one_minus_b2, eps):
    """Return m̂ / (√v̂ + ε), and the new moments (m, v)."""
    m, v = slots
    m = m + one_minus_b1 * (g - m)
    v = (1.0 - one_minus_b2) * v + one_minus_b2 * g * g
    v_hat = v / bias_correction(one_minus_b2, t)
    return m / bias_correction(one_minus_b1, t) / (jnp.sqrt(v_hat) + eps), (m, v)

"""The gradient with reduced variance, on which both MARS rules build."""

from jax import numpy as jnp

from gdbench.variants._maths import norm


def corrected(t, g, last, hp):
    """Return c / max(1, ‖c‖) with the norm over one leaf.

    c = g + γ β₁ / (1 − β₁) (g − g₋), where γ is ``gamma``, β₁ is ``b1``, and g₋ = g in the first step.
    """
    change = jnp.where(t == 1, 0.0, g - last)
    c = g + hp.gamma * ((1.0 - hp.one_minus_b1) / hp.one_minus_b1) * change
    return c / jnp.maximum(1.0, norm(c))

"""Adaptive gradient descent without descent."""

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import log
from gdbench.variants._maths import norm


def start(x, hp):
    """Return placeholders for the previous point and gradient, the first step length, and an infinite growth."""
    one = jnp.ones_like(x[:1])
    return x, jnp.zeros_like(x), hp.learning_rate * one, jnp.inf * one


@variant(
    slots=("point_before", "gradient_before", "length", "growth"),
    hyperparameters={"learning_rate": log(1e-6, 1e-8, 1e2, tuned=True)},
    source="Malitsky & Mishchenko 2019, arXiv:1910.09529, algorithm 1",
    over="all",
    start=start,
    symmetries={"rotation": {}, "sign": {}},
)
def adgd(t, g, x, slots, hp):
    """Sets the step length from the curvature along the last step, and limits how fast the length can grow.

    α ← min(√(1 + θ) α, ‖x − x₋‖ / (2 ‖g − g₋‖)),  θ = α / α₋,  x ← x − α g

    where α is ``learning_rate`` at the first step and θ is infinite before the second; x₋, g₋ and α₋ belong to
    the previous step. If the points or the gradients do not differ, the second term is left out. α does not
    change if no term is finite.
    """
    before, g_before, length, growth = slots
    moved, bent = norm(x - before), norm(g - g_before)
    known = (moved > 0) & (bent > 0)
    curved = jnp.where(known, moved / (2.0 * jnp.where(known, bent, 1.0)), jnp.inf)
    new = jnp.minimum(jnp.where(length > 0, jnp.sqrt(1.0 + growth), 0.0) * length, curved)
    new = jnp.where((t > 1) & ~jnp.isinf(new), new, length)
    ratio = jnp.where(length > 0, new / jnp.where(length > 0, length, 1.0), 0.0)
    return -new * g, (x, g, new, jnp.where(t == 1, growth, ratio))

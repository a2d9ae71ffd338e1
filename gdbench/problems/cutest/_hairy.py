"""The surface of ``hairy``, of which ``loghairy`` takes the logarithm."""

from jax import numpy as jnp

from gdbench.problems.trigonometry import cos, sin


def fur(x):
    """Return 30 sin²(7x₁) cos²(7x₂) + 100 √(0.01 + (x₁ − x₂)²) + 100 √(0.01 + x₁²), ``[*runs]``."""
    hairs = sin(7.0 * x[0]) ** 2 * cos(7.0 * x[1]) ** 2
    cups = jnp.sqrt(0.01 + (x[0] - x[1]) ** 2) + jnp.sqrt(0.01 + x[0] ** 2)
    return 30.0 * hairs + 100.0 * cups

"""Rastrigin's function, which four bbob functions share."""

import math

from jax import numpy as jnp

from gdbench.problems.folds import total
from gdbench.problems.trigonometry import sin


def ripples(z):
    """Return 10 Σ (1 − cos 2π zᵢ), as squares of sines."""
    return 20.0 * total(sin(math.pi * z) ** 2)


def rastrigin(z):
    """Return Σ zᵢ² + 10 (1 − cos 2π zᵢ)."""
    return jnp.sum(z * z, axis=0) + ripples(z)

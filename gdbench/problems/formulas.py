"""Formulas of problems that also have a noisy version."""

import math

from jax import numpy as jnp

from gdbench.problems.trigonometry import cos

BRANIN_MINIMISERS = ((-math.pi, 12.275), (math.pi, 2.275), (3.0 * math.pi, 2.475))
BRANIN_MINIMUM = 1.25 / math.pi


def sum_of_squares(residuals):
    """Return Σ rᵢ² over the first axis: ``[m, *runs] -> [*runs]``."""
    return (residuals * residuals).sum(axis=0)


def rosenbrock(x):
    """Return the residuals of Rosenbrock's valley, 10 (x₂ − x₁²) and 1 − x₁."""
    return jnp.stack([10.0 * (x[1] - x[0] ** 2), 1.0 - x[0]])


def beale(x):
    """Return the residuals of Beale's function, yᵢ − x₁ (1 − x₂ⁱ) with y = (1.5, 2.25, 2.625)."""
    return jnp.stack([y - x[0] * (1.0 - x[1] ** i) for i, y in enumerate((1.5, 2.25, 2.625), start=1)])


def branin_value(x):
    """Return the value of Branin's function."""
    valley = x[1] - 5.1 / (4.0 * math.pi**2) * x[0] ** 2 + 5.0 / math.pi * x[0] - 6.0
    # The form 1 + cos x₁ = 2 cos²(x₁ / 2) avoids cancellation where it is 0.
    ripple = 20.0 * (1.0 - 0.125 / math.pi) * cos(0.5 * x[0]) ** 2
    return valley**2 + ripple + 1.25 / math.pi

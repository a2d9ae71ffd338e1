"""Nesterov's worst function for smooth convex minimisation."""

import math

import numpy as np

from gdbench.problems.quadratic._nesterov import chain
from gdbench.registry import problem
from gdbench.types import scalable


@problem(
    dims=scalable(101),
    start=0.0,
    minimiser=lambda n: 1.0 - np.arange(1, n + 1) / (n + 1),
    minimum=lambda n: -n / (8 * (n + 1)),
    magnitude=0.25,
    tags=("convex", "strongly-convex", "smooth", "ill-conditioned", "quadratic"),
    lipschitz=lambda n: math.cos(math.pi / (2 * (n + 1))) ** 2,
    strong_convexity=lambda n: math.sin(math.pi / (2 * (n + 1))) ** 2,
    source="Nesterov 2004, Introductory Lectures on Convex Optimization, 2.1.2, with L = 1",
)
def nesterov_worst(x):
    """Nesterov's worst function lets no gradient method from 0 get past coordinate k in k steps.

    f = ¼ (½ [x₁² + Σ (xᵢ − xᵢ₊₁)² + xₙ²] − x₁)

    With n = 2k + 1, the lower bound 3 |x*|² / (32 (k + 1)²) holds after k steps. The smallest curvature falls like
    (π / 2n)², so strong convexity does not help in fewer than n steps.
    """
    return chain(x)

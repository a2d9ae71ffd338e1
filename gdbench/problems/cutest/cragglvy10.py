"""The extended Cragg and Levy function."""

from functools import cache

import numpy as np
from jax import numpy as jnp

from gdbench.problems.cutest._tridiagonal import stationary_point
from gdbench.problems.folds import total
from gdbench.problems.trigonometry import tan
from gdbench.registry import problem
from gdbench.types import scalable


@cache
def _minimiser(n):
    """Return the minimiser, which has a pattern of period 2 away from both ends."""
    if n == 4:
        return np.array([0.0, 1.0, 1.0, 1.0])  # All summands are 0, and the Hessian is singular.

    def derivatives(x):
        a, b, c, d = _fours(x)
        exponential, tangent = np.exp(a), np.tan(c - d)
        p, q, r = exponential - b, b - c, tangent + c - d
        slope = 2.0 + tangent**2  # the slope of r
        bend = 12.0 * (r * slope) ** 2 + 8.0 * r**3 * tangent * (1.0 + tangent**2)
        gradient, diagonal, beside = np.zeros(n), np.zeros(n), np.zeros(n - 1)
        gradient[:-3:2] += 4.0 * p**3 * exponential + 8.0 * a**7
        gradient[1:-2:2] += 600.0 * q**5 - 4.0 * p**3
        gradient[2:-1:2] += 4.0 * r**3 * slope - 600.0 * q**5
        gradient[3::2] += 2.0 * (d - 1.0) - 4.0 * r**3 * slope
        diagonal[:-3:2] += 12.0 * (p * exponential) ** 2 + 4.0 * p**3 * exponential + 56.0 * a**6
        diagonal[1:-2:2] += 12.0 * p**2 + 3000.0 * q**4
        diagonal[2:-1:2] += 3000.0 * q**4 + bend
        diagonal[3::2] += bend + 2.0
        beside[:-2:2] -= 12.0 * p**2 * exponential
        beside[1:-1:2] -= 3000.0 * q**4
        beside[2::2] -= bend
        return gradient, diagonal, beside

    return stationary_point(np.r_[-0.45, 0.4, np.tile([0.3, 0.6], n // 2 - 1)], derivatives)


def _fours(x):
    """Return x₂ᵢ₋₁, x₂ᵢ, x₂ᵢ₊₁ and x₂ᵢ₊₂ for i = 1, …, n/2 − 1."""
    return x[:-3:2], x[1:-2:2], x[2:-1:2], x[3::2]


def _summands(x, exp, tan):
    """Return one summand per four neighbours, computed with NumPy's functions or with ours."""
    a, b, c, d = _fours(x)
    ends = (exp(a) - b) ** 4 + a**8 + (d - 1.0) ** 2
    return ends + 100.0 * (b - c) ** 6 + (tan(c - d) + c - d) ** 4


@problem(
    dims=scalable(10, at_least=4, multiple_of=2),
    start=lambda n: np.r_[1.0, np.full(n - 1, 2.0)],
    minimiser=_minimiser,
    minimum=lambda n: _summands(_minimiser(n), np.exp, np.tan).sum(),
    tags=("nonconvex", "smooth", "multimodal", "ill-conditioned", "pole"),
    source="CUTEst CRAGGLVY; Toint 1983, Report 83/4, Namur, problem 32; Cragg & Levy 1969",
)
def cragglvy10(x):
    """Cragg and Levy's function chains high powers and a tangent in steps of two.

    f = Σ (eᵃ − b)⁴ + 100 (b − c)⁶ + t⁴ + a⁸ + (d − 1)²

    a, b, c, d = x₂ᵢ₋₁, …, x₂ᵢ₊₂ for i = 1, …, n/2 − 1, t = tan(c − d) + c − d. Each branch of the tangent, where
    c − d is between odd multiples of π/2, has its own minima; poles separate the branches.
    """
    return total(_summands(x, jnp.exp, tan))

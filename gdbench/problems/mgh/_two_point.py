"""A two-point boundary value problem, u'' = (u + t + 1)³ / 2, u(0) = u(1) = 0, in two discrete forms.

The units ``mgh28_*`` and ``mgh29_*`` share its grid, start and root, because the sums of the integral form are the
exact inverse of the differences of the other form.
"""

from functools import cache

import numpy as np


def grid(n):
    """Return the n inner points tᵢ = i h with h = 1 / (n + 1)."""
    return np.arange(1, n + 1) / (n + 1)


def start(n):
    """Return tᵢ (tᵢ − 1)."""
    return grid(n) * (grid(n) - 1.0)


@cache
def root(n):
    """Return the discrete solution, by Newton's method."""
    from scipy.linalg import solve_banded

    x, shifted, h = start(n), grid(n) + 1.0, 1.0 / (n + 1)
    bands = np.full((3, n), -1.0)
    for _ in range(8):
        padded = np.pad(x, 1)
        residuals = 2.0 * x - padded[:-2] - padded[2:] + 0.5 * h**2 * (x + shifted) ** 3
        bands[1] = 2.0 + 1.5 * h**2 * (x + shifted) ** 2
        x = x - solve_banded((1, 1), bands, residuals)
    x.setflags(write=False)
    return x

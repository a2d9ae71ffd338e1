"""Newton's method for minimisers without a closed form, in O(n) per step because only neighbours interact."""

import numpy as np
from scipy.linalg import solve_banded


def stationary_point(start, derivatives):
    """Return the read-only point ``[n]`` that Newton's method reaches from a nearby ``start``.

    ``derivatives(x)`` returns the gradient ``[n]`` and the Hessian's diagonal ``[n]`` and off-diagonal ``[n − 1]``.
    """
    x = np.array(start, dtype=np.float64)
    for _ in range(20):
        gradient, diagonal, beside = derivatives(x)
        step = solve_banded((1, 1), [np.r_[0.0, beside], diagonal, np.r_[beside, 0.0]], gradient)
        x = x - step
        if np.abs(step).max() < 1e-15:
            break
    x.setflags(write=False)
    return x

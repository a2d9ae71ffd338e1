"""The formula of quadratics whose curvatures have equal steps in the logarithm."""

import numpy as np
from jax import numpy as jnp

from gdbench.problems.coordinates import along


def ellipsoid(x, condition):
    """Return ½ Σ kᵢ xᵢ², with kᵢ from 1 to ``condition``."""
    curvature = along(x, condition ** np.linspace(0.0, 1.0, x.shape[0]))
    return 0.5 * jnp.sum(curvature * x * x, axis=0)

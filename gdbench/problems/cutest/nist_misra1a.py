"""Misra's adsorption data."""

import numpy as np
from jax import numpy as jnp

from gdbench.problems.coordinates import along
from gdbench.registry import problem

_PRESSURE = np.array([77.6, 114.9, 141.1, 190.8, 239.9, 289.0, 332.8, 378.4, 434.8, 477.3, 536.8, 593.1, 689.1, 760.0])
_VOLUME = np.array([10.07, 14.73, 17.94, 23.93, 29.61, 35.18, 40.02, 44.82, 50.76, 55.05, 61.01, 66.40, 75.47, 81.78])


@problem(
    dims=2,
    start=(500.0, 0.0001),
    minimiser=(238.9421291788617, 0.0005501564318059136),
    minimum=0.12455138894440552,
    residuals=True,
    # The data set gives no box; a rate below −0.9 overflows float64, and no physical rate is negative.
    box=(0.0, 1000.0),
    spread=5e-5,  # half the starting rate
    tags=("nonconvex", "smooth", "ill-conditioned", "flat"),
    min_dtype="float64",  # the curvatures at the minimiser are 0.003 and 1.6·10¹¹
    source="NIST StRD, Misra1a, start 1; Misra 1978; CUTEst MISRA1ALS",
)
def nist_misra1a(x):
    """Misra's model has two parameters of very different size, fitted to 14 measurements.

    f = Σ (yᵢ − x₁ (1 − exp(−x₂ tᵢ)))²

    At the minimum a change of 1 in x₁ has the effect of a change of 3·10⁻⁶ in x₂. Where x₂ is large, the gradient
    in x₂ is 0.
    """
    return along(x, _VOLUME) + x[:1] * jnp.expm1(-x[1:] * along(x, _PRESSURE))

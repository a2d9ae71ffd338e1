"""Meyer's function."""

import numpy as np
from jax import numpy as jnp

from gdbench.problems.coordinates import along
from gdbench.registry import problem

_Y = (34780, 28610, 23650, 19630, 16370, 13720, 11540, 9744, 8261, 7030, 6005, 5147, 4427, 3820, 3307, 2872)


@problem(
    dims=3,
    start=(0.02, 4000.0, 250.0),
    minimiser=(0.005609636471028053, 6181.346346286372, 345.2236346241365),
    minimum=87.94585517085112,
    magnitude=1e5,  # measured, because the rounding of the residuals exceeds the rounding of f*
    residuals=True,
    spread=0.01,  # keeps the randomly drawn x₁ positive
    tags=("nonconvex", "smooth", "ill-conditioned", "pole"),
    min_dtype="float64",
    source="Moré, Garbow & Hillstrom 1981, TOMS 7:17, problem 10; Meyer 1970",
)
def mgh10_meyer(x):
    """Meyer's function models a thermistor's resistance as a function of temperature.

    f = Σ rᵢ², rᵢ = x₁ exp(x₂ / (tᵢ + x₃)) − yᵢ

    tᵢ = 45 + 5i, i = 1…16. The parameters have sizes 10⁻², 10⁴ and 10² and compensate for one another, so the
    condition number is 10¹⁶. The exponent has poles at x₃ = −tᵢ, far from start and solution.
    """
    t = along(x, 45 + 5 * np.arange(1, 17))
    x1, x2, x3 = x[:, None]
    return x1 * jnp.exp(x2 / (t + x3)) - along(x, _Y)

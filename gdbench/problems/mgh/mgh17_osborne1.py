"""Osborne's first function."""

import numpy as np
from jax import numpy as jnp

from gdbench.problems.coordinates import along
from gdbench.registry import problem

_Y = (
    *(0.844, 0.908, 0.932, 0.936, 0.925, 0.908, 0.881, 0.850, 0.818, 0.784, 0.751),
    *(0.718, 0.685, 0.658, 0.628, 0.603, 0.580, 0.558, 0.538, 0.522, 0.506, 0.490),
    *(0.478, 0.467, 0.457, 0.448, 0.438, 0.431, 0.424, 0.420, 0.414, 0.411, 0.406),
)
_OFFSET = 0.37541005210695205
_SLOW, _FAST = (1.9358469127123674, 0.012867534640057288), (-1.464687136613423, 0.02212269966167261)


@problem(
    dims=5,
    start=(0.5, 1.5, -1.0, 0.01, 0.02),
    minimiser=[(_OFFSET, a, b, p, q) for (a, p), (b, q) in ((_SLOW, _FAST), (_FAST, _SLOW))],
    minimum=5.464894697482907e-05,
    magnitude=1e-3,  # measured, because the rounding of the residuals exceeds the rounding of f*
    residuals=True,
    spread=0.005,  # keeps the randomly drawn rates positive
    tags=("nonconvex", "smooth", "multimodal", "ill-conditioned", "overflow"),
    min_dtype="float64",
    source="Moré, Garbow & Hillstrom 1981, TOMS 7:17, problem 17; Osborne 1972",
)
def mgh17_osborne1(x):
    """Osborne's first function fits two decays and an offset.

    f = Σ rᵢ², rᵢ = yᵢ − (x₁ + x₂ exp(−tᵢ x₄) + x₃ exp(−tᵢ x₅))

    tᵢ = 10 (i − 1), i = 1…33. The rates differ by a factor below two, so the decays almost cancel and the condition
    number is 2·10⁹. A rate below −1.1 overflows even float64. Exchanging the decays gives the second minimiser.
    """
    t = along(x, 10.0 * np.arange(33))
    x1, x2, x3, x4, x5 = x[:, None]
    return along(x, _Y) - (x1 + x2 * jnp.exp(-t * x4) + x3 * jnp.exp(-t * x5))

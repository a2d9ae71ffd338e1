"""Osborne's second function."""

from itertools import permutations

import numpy as np
from jax import numpy as jnp

from gdbench.problems.coordinates import along
from gdbench.registry import problem

_Y = (
    *(1.366, 1.191, 1.112, 1.013, 0.991, 0.885, 0.831, 0.847, 0.786, 0.725, 0.746, 0.679, 0.608),
    *(0.655, 0.616, 0.606, 0.602, 0.626, 0.651, 0.724, 0.649, 0.649, 0.694, 0.644, 0.624, 0.661),
    *(0.612, 0.558, 0.533, 0.495, 0.500, 0.423, 0.395, 0.375, 0.372, 0.391, 0.396, 0.405, 0.428),
    *(0.429, 0.523, 0.562, 0.607, 0.653, 0.672, 0.708, 0.633, 0.668, 0.645, 0.632, 0.591, 0.559),
    *(0.597, 0.625, 0.739, 0.710, 0.729, 0.720, 0.636, 0.581, 0.428, 0.292, 0.162, 0.098, 0.054),
)
_DECAY = (1.3099771546273005, 0.7541832263280113)
_PEAKS = (  # height, sharpness, position
    (0.4315537946029889, 0.9042885798596336, 2.3986848661317546),
    (0.633661698960724, 1.3658118352370285, 4.568874597667672),
    (0.5994305347859163, 4.8236988172271555, 5.6753414705806415),
)


@problem(
    dims=11,
    start=(1.3, 0.65, 0.65, 0.7, 0.6, 3.0, 5.0, 7.0, 2.0, 4.5, 5.5),
    minimiser=[
        (_DECAY[0], *heights, _DECAY[1], *sharpness, *positions)
        for heights, sharpness, positions in (zip(*order, strict=True) for order in permutations(_PEAKS))
    ],
    minimum=0.040137736293547735,
    residuals=True,
    tags=("nonconvex", "smooth", "multimodal", "ill-conditioned", "overflow"),
    min_dtype="float64",
    source="Moré, Garbow & Hillstrom 1981, TOMS 7:17, problem 19; Osborne 1972",
)
def mgh19_osborne2(x):
    """Osborne's second function fits a decay and three peaks to 65 measurements: f = Σ rᵢ².

    rᵢ = yᵢ − x₁ exp(−t x₅) − x₂ exp(−(t − x₉)² x₆) − x₃ exp(−(t − x₁₀)² x₇) − x₄ exp(−(t − x₁₁)² x₈) at
    t = (i − 1) / 10. Every order of the peaks is a minimiser. A negative sharpness turns a peak into a growing wall
    that overflows float32.
    """
    t = along(x, np.arange(65) / 10.0)
    x1, x2, x3, x4, x5, x6, x7, x8, x9, x10, x11 = x[:, None]
    peaks = ((x2, x6, x9), (x3, x7, x10), (x4, x8, x11))
    model = sum(height * jnp.exp(-sharpness * (t - position) ** 2) for height, sharpness, position in peaks)
    return along(x, _Y) - (x1 * jnp.exp(-t * x5) + model)

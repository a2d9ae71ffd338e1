"""Biggs's function of six exponential parameters."""

from itertools import permutations

import numpy as np
from jax import numpy as jnp

from gdbench.problems.coordinates import along
from gdbench.registry import problem

_DECAYS = ((1.0, 1.0), (10.0, -5.0), (4.0, 3.0))  # rate and amplitude


@problem(
    dims=6,
    start=(1.0, 2.0, 1.0, 1.0, 1.0, 1.0),
    minimiser=[(p, q, a, -b, r, c) for (p, a), (q, b), (r, c) in permutations(_DECAYS)],
    minimum=0.0,
    residuals=True,
    tags=("nonconvex", "smooth", "multimodal", "ill-conditioned"),
    source="Moré, Garbow & Hillstrom 1981, TOMS 7:17, problem 18; Biggs 1971",
)
def mgh18_biggs_exp6(x):
    """Biggs's function recovers the rates and amplitudes of three decays from their sum: f = Σ rᵢ².

    rᵢ = x₃ exp(−tᵢ x₁) − x₄ exp(−tᵢ x₂) + x₆ exp(−tᵢ x₅) − yᵢ with tᵢ = i / 10, i = 1…13, where yᵢ = exp(−tᵢ) − 5
    exp(−10 tᵢ) + 3 exp(−4 tᵢ). Every order of the decays is a minimiser. Some runs end at a local minimum with
    f ≈ 0.005656 instead.
    """
    times = np.arange(1, 14) / 10.0
    t, y = along(x, times), along(x, sum(amplitude * np.exp(-rate * times) for rate, amplitude in _DECAYS))
    x1, x2, x3, x4, x5, x6 = x[:, None]
    return x3 * jnp.exp(-t * x1) - x4 * jnp.exp(-t * x2) + x6 * jnp.exp(-t * x5) - y

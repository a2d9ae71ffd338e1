"""Gallagher's peaks, which two bbob functions share."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from jax import lax
from jax import numpy as jnp

from gdbench.problems.bbob._instance import ramp, uniform
from gdbench.problems.bbob._transforms import oscillated, outside, turned
from gdbench.problems.coordinates import along


@dataclass(frozen=True)
class Peaks:
    """``count`` Gaussian peaks within ±``reach`` of 0, the highest of which has condition number ``first``."""

    seed: int
    count: int
    first: float
    reach: float

    def centres(self, n):
        """Return the centres of all peaks, ``[count, n]``."""
        centres = 2.0 * self.reach * uniform(self.seed, self.count * n).reshape(self.count, n) - self.reach
        return centres * np.where(np.arange(self.count) == 0, 0.8, 1.0)[:, None]

    def x_opt(self, n):
        """Return the centre of the highest peak."""
        return self.centres(n)[0]

    def heights(self):
        """Return the heights, which are 10 and then 1.1 … 9.1 in equal steps."""
        return np.append(10.0, 1.1 + 8.0 * ramp(self.count - 1))

    def curvatures(self, n):
        """Return the curvatures of each peak, ``[count, n]``, with condition numbers up to 1000 and shuffled axes."""
        return _curvatures(self, n)


@cache
def _curvatures(peaks, n):
    order = np.argsort(uniform(peaks.seed, peaks.count - 1))
    conditions = np.append(peaks.first, 1000.0 ** (order / (peaks.count - 2.0)))
    ranks = np.stack([np.argsort(uniform(peaks.seed + 1000 * k, n)) for k in range(peaks.count)])
    return conditions[:, None] ** (ranks / (n - 1.0) - 0.5)


def gallagher(drawn, peaks, x):
    """Return T_osz(10 − max hₖ exp(−qₖ / 2n))² + penalty, with the gradient of the highest peak at x."""
    n, x_opt = x.shape[0], peaks.x_opt(x.shape[0])
    z = turned(drawn.q(n), x - along(x, x_opt))
    centres = drawn.q(n) @ (peaks.centres(n) - x_opt).T  # [n, peak]
    curvatures, heights = peaks.curvatures(n).T, peaks.heights()
    # The choice of the highest peak needs no derivative, and logarithms protect it from underflow.
    still = lax.stop_gradient(z)[:, None]
    distances = jnp.sum(_table(still, curvatures) * (still - _table(still, centres)) ** 2, axis=0)  # [peak, *runs]
    best = jnp.argmax(along(distances, np.log(heights)) - distances / (2.0 * n), axis=0)  # [*runs]
    curvature, centre, height = (
        jnp.take(jnp.asarray(each, x.dtype), best, axis=-1, mode="clip") for each in (curvatures, centres, heights)
    )
    exponent = -jnp.sum(curvature * (z - centre) ** 2, axis=0) / (2.0 * n)
    depth = (10.0 - height) - height * jnp.expm1(exponent)
    return oscillated(depth) ** 2 + outside(x)


def _table(like, values):
    """Return ``[n, peak]`` as ``[n, peak, 1, …]`` with the rank and dtype of ``like``."""
    return jnp.asarray(values, like.dtype).reshape(values.shape + (1,) * (like.ndim - 2))

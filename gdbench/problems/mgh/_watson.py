"""Watson's function, which the units ``mgh20_watson*`` share."""

import numpy as np
from jax import lax
from jax import numpy as jnp

_TIMES = np.arange(1, 30)[:, None] / 29.0  # [29, 1]


def watson(x):
    """Return 31 residuals: p' = p² + 1 for p(t) = Σ xⱼ tʲ⁻¹ at 29 times, p(0) = 0, and the equation at 0."""
    powers = _TIMES ** np.arange(x.shape[0])
    slopes = np.arange(x.shape[0]) * np.pad(powers, ((0, 0), (1, 0)))[:, :-1]
    equation = _times(slopes, x) - _times(powers, x) ** 2 - 1.0
    return jnp.concatenate([equation, x[:1], x[1:2] - x[:1] ** 2 - 1.0])


def _times(matrix, x):
    """Return the matrix times ``x`` along axis 0 in full precision, because accelerators round inputs by default."""
    return jnp.tensordot(jnp.asarray(matrix, x.dtype), x, axes=1, precision=lax.Precision.HIGHEST)

"""The Chebyshev quadrature function, which the units ``mgh35_chebyquad*`` share."""

from jax import numpy as jnp


def chebyquad(x):
    """Return n residuals, means of Tᵢ(2x − 1) minus its integral on [0, 1] (−1 / (i² − 1) for even i, else 0)."""
    y = 2.0 * x - 1.0
    before, polynomial, residuals = jnp.ones_like(y), y, []
    for i in range(1, x.shape[0] + 1):
        integral = 0.0 if i % 2 else -1.0 / (i * i - 1)
        residuals.append(jnp.mean(polynomial, axis=0) - integral)
        before, polynomial = polynomial, 2.0 * y * polynomial - before
    return jnp.stack(residuals)

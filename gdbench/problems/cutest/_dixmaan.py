"""The formula of Dixon and Maany's functions, two of which are in this folder."""

import numpy as np
from jax import numpy as jnp

from gdbench.problems.coordinates import along


def dixmaan(x, power):
    """Return 1 + Σ (i/n)ᵏ xᵢ² + ⅛ Σ_{i≤2m} xᵢ² xᵢ₊ₘ⁴ + ⅛ Σ_{i≤m} (i/n)ᵏ xᵢ xᵢ₊₂ₘ with k = ``power``, m = n/3."""
    n = x.shape[0]
    m = n // 3
    weights = along(x, (np.arange(1, n + 1) / n) ** power)
    squares = jnp.sum(weights * x**2, axis=0)
    quartics = jnp.sum(x[: 2 * m] ** 2 * x[m:] ** 4, axis=0)
    products = jnp.sum(weights[:m] * x[:m] * x[2 * m :], axis=0)
    return 1.0 + squares + 0.125 * (quartics + products)

"""SM3: AdaGrad with bounds on sums of squares per row and column."""

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import complement, log


def start(x, hp):
    """Return a zero momentum and zero sums of squares, per row and column of a matrix or per coordinate otherwise."""
    del hp
    sums = (jnp.zeros_like(x[:, 0]), jnp.zeros_like(x[0])) if x.ndim == 2 else (jnp.zeros_like(x),)
    return jnp.zeros_like(x), *sums


@variant(
    slots=("momentum", "sums"),
    hyperparameters={
        "learning_rate": log(0.1, 1e-5, 1e3, tuned=True),
        "momentum": complement(0.9, 1e-3, 1.0, tuned=True),
    },
    source="Anil, Gupta, Koren & Singer 2019, arXiv:1901.11150, algorithm SM3-II",
    over="matrix",
    start=start,
    symmetries={"sign": {}},
)
def sm3(t, g, x, slots, hp):
    """Runs AdaGrad with momentum, and for a matrix stores only bounds on the sums of squares per row and per column.

    N = min(r, kᵀ) + G²,  r ← maxima of N over columns,  k ← maxima of N over rows,
    M ← μ M + (1 − μ) G / √(N + 10⁻⁸),  X ← X − η M

    where η is ``learning_rate`` and μ is ``momentum``. Leaves that are not matrices store N itself. Where N is
    zero, the step is zero. The rule equals `optax.sm3`, which does not accept scalars (leaves without
    dimensions).
    """
    del t, x
    m, *sums = slots
    bound = jnp.minimum(sums[0][:, None], sums[1]) if g.ndim == 2 else sums[0]
    n = bound + g * g
    sums = (jnp.max(n, axis=1), jnp.max(n, axis=0)) if g.ndim == 2 else (n,)
    m = m + hp.one_minus_momentum * (jnp.where(n > 0, g / jnp.sqrt(n + 1e-8), 0.0) - m)
    return -hp.learning_rate * m, (m, *sums)

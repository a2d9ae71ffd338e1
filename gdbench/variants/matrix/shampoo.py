"""Shampoo: AdaGrad with one matrix for the rows and one for the columns."""

from jax import lax
from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import complement, log, static
from gdbench.variants._linear_algebra import eigh
from gdbench.variants._maths import product


def start(x, hp):
    """Return a zero momentum and, for a matrix, ε I for both sides and stored roots, or else a zero sum of squares."""
    if x.ndim != 2:
        return jnp.zeros_like(x), jnp.zeros_like(x)
    left, right = (jnp.eye(side, dtype=x.dtype) for side in x.shape)
    roots = (left, right) if hp.period > 1 else ()
    return jnp.zeros_like(x), hp.eps * left, hp.eps * right, *roots


@variant(
    slots=("momentum", "left", "right"),
    hyperparameters={
        "learning_rate": log(0.1, 1e-5, 1e3, tuned=True),
        "eps": log(1e-6, 1e-6, 1e-2),
        "momentum": complement(0.0, 1e-3, 1.0),
        "period": static(1),
    },
    source="Gupta, Koren & Singer 2018, arXiv:1802.09568, algorithm 1",
    over="matrix",
    start=start,
    symmetries={"sign": {}},
    agreement=1e-9,
)
def shampoo(t, g, x, slots, hp):
    """Preconditions as AdaGrad does with full matrices of gradient products, one for rows and one for columns.

    L ← L + G Gᵀ,  R ← R + Gᵀ G, both from ε I,  M ← μ M + G,  X ← X − η L^(−¼) M R^(−¼)

    where η is ``learning_rate``, ε is ``eps`` and μ is ``momentum``. The roots are computed every ``period``
    steps, and eigenvalues below ε are raised to ε. Leaves that are not matrices use v ← v + g², x ← x − η
    m / √(ε + v).

    The eigenvalues differ by orders of magnitude, so rounding by one unit moves the points of 50 steps by 10⁻¹²
    (η = 0.1) to 10⁻¹⁰ (η = 10) in float64. Two implementations therefore agree to 10⁻⁹.
    """
    del x
    m = (1.0 - hp.one_minus_momentum) * slots[0] + g
    if g.ndim != 2:
        v = slots[1] + g * g
        return -hp.learning_rate * m / jnp.sqrt(hp.eps + v), (m, v)
    left, right = slots[1] + product(g, g.T), slots[2] + product(g.T, g)
    new = lambda: (inverse_fourth_root(left, hp.eps), inverse_fourth_root(right, hp.eps))  # noqa: E731
    if hp.period == 1:
        roots, kept = new(), ()
    else:
        roots = kept = lax.cond((t - 1) % hp.period == 0, new, lambda: tuple(slots[3:]))
    return -hp.learning_rate * product(product(roots[0], m), roots[1]), (m, left, right, *kept)


def inverse_fourth_root(a, eps):
    """Return A^(−¼) of a symmetric matrix with eigenvalues raised to at least ε."""
    values, vectors = eigh(a)
    return product(vectors * jnp.maximum(values, eps) ** -0.25, vectors.T)

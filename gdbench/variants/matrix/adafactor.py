"""Adafactor: Adam with mean squares of rows and columns instead of single weights."""

from jax import lax
from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import Reference, linear, log, static
from gdbench.variants.matrix._factored import averaged, averaged_sides, clipped, inverse_root, positive
from gdbench.variants.matrix._sizes import root_mean_square


def start(x, hp):
    """Return zero mean squares of rows and columns for a factored matrix, or of every coordinate otherwise."""
    if _factored(x, hp):
        return jnp.zeros_like(x[:, 0]), jnp.zeros_like(x[0])
    return (jnp.zeros_like(x),)


@variant(
    slots=("mean_squares",),
    hyperparameters={
        "learning_rate": log(1e-2, 1e-4, 1.0, tuned=True),
        "min_dim_size_to_factor": static(128, tried=(128, 2)),
        "decay_rate": linear(0.8, 0.5, 0.99),
        "multiply_by_parameter_scale": static(True, True, False),
        "clipping_threshold": log(1.0, 0.1, 10.0),
        "eps": log(1e-30, 1e-38, 1e-10),
        "weight_decay": linear(0.0, 0.0, 1e-1),
        "mode": static("optax", "optax", "torch"),
    },
    source="Shazeer & Stern 2018, arXiv:1804.04235, algorithms 4 and 5",
    over="matrix",
    start=start,
    reference=Reference("optax:adafactor"),
    symmetries={"scale": {"eps": 0.0}, "sign": {}},
)
def adafactor(t, g, x, slots, hp):
    """Divides the gradient by its root mean square, for which a matrix stores only means of rows and columns.

    r ← ρ r + (1 − ρ) mean of G² + ε over columns,  k ← ρ k + (1 − ρ) mean of G² + ε over rows,  ρ = 1 − t^(−c),
    U = G / √(r kᵀ / mean(r)),  X ← X − η s U / max(1, RMS(U) / d)  with  s = max(RMS(X), 10⁻³)

    where η is ``learning_rate``, c is ``decay_rate``, ε is ``eps`` and d is ``clipping_threshold``; RMS is over
    one leaf. Leaves that are not matrices, and matrices with a side shorter than ``min_dim_size_to_factor``,
    store the mean squares of all coordinates. s is 1 unless ``multiply_by_parameter_scale``. ``weight_decay`` λ
    adds −η λ X to the step.

    ``mode`` "optax" computes this rule; "torch" caps the rate of the first term at 1/√t, as the paper does for
    its relative rate, min(η, 1/√t) in place of η, and uses ε as a floor: the means are those of G², mean(r) is at
    least ε, and the quotient under the root is at least ε².
    """
    t = jnp.asarray(t, g.dtype)
    share, torch = jnp.exp(-hp.decay_rate * jnp.log(t)), hp.mode == "torch"
    squares = g * g if torch else g * g + hp.eps
    if _factored(g, hp):
        slots = averaged_sides(slots, squares, share)
        u = g * (lax.rsqrt(_floored(_estimate(slots, hp.eps), hp.eps)) if torch else inverse_root(slots))
    else:
        slots = (averaged(slots[0], squares, share),)
        u = g * lax.rsqrt(_floored(slots[0], hp.eps) if torch else positive(slots[0]))
    scale = jnp.maximum(root_mean_square(x), 1e-3) if hp.multiply_by_parameter_scale else 1.0
    rate = jnp.minimum(hp.learning_rate, lax.rsqrt(t)) if torch else hp.learning_rate
    return -rate * scale * clipped(u, hp.clipping_threshold) - hp.learning_rate * hp.weight_decay * x, slots


def _estimate(sides, eps):
    """Return the matrix rᵢ kⱼ / mean(r) of torch, where mean(r) is at least ε."""
    rows, columns = sides
    return rows[:, None] * (columns / jnp.maximum(jnp.mean(rows), positive(eps * jnp.ones_like(columns))))


def _floored(squares, eps):
    return positive(jnp.maximum(squares, eps * eps))


def _factored(x, hp):
    return x.ndim == 2 and min(x.shape) >= hp.min_dim_size_to_factor

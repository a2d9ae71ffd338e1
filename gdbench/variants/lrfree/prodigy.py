"""Prodigy."""

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import Defect, Reference, complement, linear, log, static
from gdbench.variants._maths import bias_correction, bounded


def start(x, hp):
    """Return the starting point, zero moments, zero sums, and the first estimate of the distance."""
    zero, none = jnp.zeros_like(x), jnp.zeros_like(x[:1])
    return x, zero, zero, zero, none, none + hp.estim_lr0


@variant(
    slots=("origin", "first_moment", "second_moment", "gradient_sum", "bound", "distance"),
    hyperparameters={
        "learning_rate": log(1.0, 1e-3, 1e4, tuned=True),
        "b1": complement(0.9, 1e-2, 1.0, tuned=True),
        "b2": complement(0.999, 1e-4, 0.3),
        "eps": log(1e-8, 1e-12, 1e-2),
        "estim_lr0": log(1e-6, 1e-8, 1e-2),
        "estim_lr_coef": log(1.0, 0.1, 3.0),
        "weight_decay": linear(0.0, 0.0, 1e-1),
        "safeguard_warmup": static(False, False, True),
        "mode": static("paper", "paper", "optax"),
    },
    source="Mishchenko & Defazio 2023, arXiv:2306.06101, algorithm 4; https://github.com/konstmish/prodigy",
    over="all",
    start=start,
    reference=Reference(
        "optax:prodigy",
        settings={"betas": (0.9, 0.999)},
        own={"mode": "optax", "b1": 0.9, "b2": 0.999},
        defects=(Defect("NaN for ever when the first gradient is all zero", zeros_first=True),),
    ),
    symmetries={"sign": {}},
    # At the largest learning rates the estimate grows by many decades per step, and rounding errors with its powers.
    agreement=1e-10,
)
def prodigy(t, g, x, slots, hp):
    """Runs Adam with a learning rate that grows with a lower bound on the distance from the start to the solution.

    a = η d,  r ← β₃ r + d a gᵀ(x₀ − x),  s ← β₃ s + d a g,
    m ← β₁ m + (1 − β₁) d g,  v ← β₂ v + (1 − β₂) d² g²,
    d ← max(d, κ r / ‖s‖₁),  x ← x − a m / (√v + d ε) − λ a x

    where η is ``learning_rate``, β₁ is ``b1``, β₂ is ``b2``, β₃ = √β₂, ε is ``eps``, λ is ``weight_decay``, d
    starts at ``estim_lr0`` and κ is ``estim_lr_coef``; a uses d before its update. The authors' code divides r
    and s by the first d, which cancels. While s = 0, d does not change (Optax divides zero by zero there).
    `bounded` limits d. ``safeguard_warmup`` replaces a by d in s. ``mode`` "paper" computes this rule; "optax"
    uses a = η d √(1 − β₂ᵗ) / (1 − β₁ᵗ).
    """
    origin, m, v, s, r, d = slots
    b3 = jnp.sqrt(1.0 - hp.one_minus_b2)
    a = hp.learning_rate * d
    if hp.mode == "optax":
        a = a * jnp.sqrt(bias_correction(hp.one_minus_b2, t)) / bias_correction(hp.one_minus_b1, t)
    scaled = d * g
    r = b3 * r + d * a * jnp.sum(g * (origin - x), axis=0, keepdims=True)
    s = b3 * s + d * (d if hp.safeguard_warmup else a) * g
    m = (1.0 - hp.one_minus_b1) * m + hp.one_minus_b1 * scaled
    v = (1.0 - hp.one_minus_b2) * v + hp.one_minus_b2 * scaled * scaled
    length = jnp.sum(jnp.abs(s), axis=0, keepdims=True)
    estimate = hp.estim_lr_coef * r / jnp.where(length > 0, length, 1.0)
    d = bounded(jnp.where(length > 0, jnp.maximum(d, estimate), d))
    return -a * m / (jnp.sqrt(v) + d * hp.eps) - hp.weight_decay * a * x, (origin, m, v, s, r, d)

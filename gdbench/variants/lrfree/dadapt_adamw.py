"""AdamW by D-adaptation."""

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import Defect, Reference, complement, linear, log
from gdbench.variants._maths import bias_correction, bounded


def start(x, hp):
    """Return zero moments, zero sums, and the first estimate of the distance."""
    zero, none = jnp.zeros_like(x), jnp.zeros_like(x[:1])
    return zero, zero, zero, none, none + hp.estim_lr0


@variant(
    slots=("first_moment", "second_moment", "gradient_sum", "bound", "distance"),
    hyperparameters={
        "learning_rate": log(1.0, 1e-2, 1e5, tuned=True),
        "b1": complement(0.9, 1e-2, 1.0, tuned=True),
        "b2": complement(0.999, 1e-4, 0.3),
        "eps": log(1e-8, 1e-12, 1e-2),
        "estim_lr0": log(1e-6, 1e-10, 1e-2),
        "weight_decay": linear(0.0, 0.0, 1e-1),
    },
    source="Defazio & Mishchenko 2023, arXiv:2301.07733, algorithm 5",
    over="all",
    start=start,
    reference=Reference(
        "optax:dadapt_adamw",
        settings={"betas": (0.9, 0.999)},
        own={"b1": 0.9, "b2": 0.999},
        defects=(Defect("NaN for ever when the first gradient is all zero", zeros_first=True),),
    ),
    symmetries={"sign": {}},
)
def dadapt_adamw(t, g, x, slots, hp):
    """Runs AdamW with a learning rate that grows with a lower bound on the distance to the solution.

    a = η d √(1 − β₂ᵗ) / (1 − β₁ᵗ),  r ← β₃ r + (1 − β₃) a gᵀ(s / (√v + ε)),
    m ← β₁ m + (1 − β₁) a g,  v ← β₂ v + (1 − β₂) g²,  s ← β₃ s + (1 − β₃) a g,
    d ← max(d, r / ((1 − β₃) ‖s‖₁)),  x ← x − m / (√v + ε) − λ a x

    where η is ``learning_rate``, β₁ is ``b1``, β₂ is ``b2``, β₃ = √β₂, ε is ``eps``, λ is ``weight_decay`` and
    d starts at ``estim_lr0``; r uses s and v before their updates. While s = 0, d does not change (Optax
    divides zero by zero there). `bounded` limits d.
    """
    m, v, s, r, d = slots
    one_minus_b3 = hp.one_minus_b2 / (1.0 + jnp.sqrt(1.0 - hp.one_minus_b2))
    b3 = 1.0 - one_minus_b3
    corrections = jnp.sqrt(bias_correction(hp.one_minus_b2, t)) / bias_correction(hp.one_minus_b1, t)
    a = hp.learning_rate * d * corrections
    inner = jnp.sum(g * (s / (jnp.sqrt(v) + hp.eps)), axis=0, keepdims=True)
    r = b3 * r + one_minus_b3 * a * inner
    m = (1.0 - hp.one_minus_b1) * m + hp.one_minus_b1 * a * g
    v = (1.0 - hp.one_minus_b2) * v + hp.one_minus_b2 * g * g
    s = b3 * s + one_minus_b3 * a * g
    length = one_minus_b3 * jnp.sum(jnp.abs(s), axis=0, keepdims=True)
    d = bounded(jnp.where(length > 0, jnp.maximum(d, r / jnp.where(length > 0, length, 1.0)), d))
    return -m / (jnp.sqrt(v) + hp.eps) - hp.weight_decay * a * x, (m, v, s, r, d)

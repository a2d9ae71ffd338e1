"""RMSProp, plain and centered."""

from jax import lax
from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import Reference, complement, log, static


@variant(
    slots=("second_moment", "mean"),
    hyperparameters={
        "learning_rate": log(1e-3, 1e-5, 1.0, tuned=True),
        "decay": complement(0.9, 1e-3, 0.5),
        "eps": log(1e-8, 1e-12, 1e-2),
        "centered": static(False, False, True),
        "mode": static("paper", "paper", "optax", "torch"),
    },
    source="Tieleman & Hinton 2012, Coursera lecture 6.5; centered: Graves 2013, arXiv:1308.0850",
    reference=Reference("optax:rmsprop", own={"mode": "optax"}),
)
def rmsprop(t, g, x, slots, hp):
    """Divides each coordinate of the gradient by its recent root mean square, or standard deviation.

    v ← ρ v + (1 − ρ) g²,  x ← x − η g / (√v + ε)
    centered:  m ← ρ m + (1 − ρ) g,  with v − m² in place of v under the root

    where η is ``learning_rate``, ρ is ``decay`` and ε is ``eps``. ``mode`` "paper" and "torch" are this rule;
    "optax" has ε inside the root, g / √(v + ε). When ``centered``, the first slot holds the variance
    s = v − m² itself, by its own recursion s ← ρ (s + (1 − ρ) (g − m)²) with m before its update: the
    difference v − m² would cancel and turn negative.
    """
    del t, x
    v, m = slots
    if hp.centered:
        deviation = g - m
        v = (1.0 - hp.one_minus_decay) * (v + hp.one_minus_decay * deviation * deviation)
        m = m + hp.one_minus_decay * deviation
    else:
        v = (1.0 - hp.one_minus_decay) * v + hp.one_minus_decay * g * g
    scaled = g * lax.rsqrt(v + hp.eps) if hp.mode == "optax" else g / (jnp.sqrt(v) + hp.eps)
    return -hp.learning_rate * scaled, (v, m)

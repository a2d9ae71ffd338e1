"""Adam-mini: one learning rate per block."""

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import complement, linear, log
from gdbench.variants._maths import bias_correction


def start(x, hp):
    """Return a zero mean gradient, and a zero mean square for every block."""
    del hp
    return jnp.zeros_like(x), jnp.zeros_like(_mean(x))


@variant(
    slots=("first_moment", "block_second_moment"),
    hyperparameters={
        "learning_rate": log(1e-3, 1e-5, 1e3, tuned=True),
        "b1": complement(0.9, 1e-2, 1.0, tuned=True),
        "b2": complement(0.999, 1e-4, 0.3),
        "eps": log(1e-8, 1e-12, 1e-2),
        "weight_decay": linear(0.0, 0.0, 1e-1),
    },
    source="Zhang et al. 2024, arXiv:2406.16793, algorithm 1 with blocks by output neuron",
    over="matrix",
    start=start,
    symmetries={"scale": {"eps": 0.0}, "sign": {}},
)
def adam_mini(t, g, x, slots, hp):
    """Runs AdamW with one mean square per output of a layer, which halves the state.

    m ← β₁ m + (1 − β₁) g,  v ← β₂ v + (1 − β₂) mean(g²),
    x ← x − η (m̂ / (√v̂ + ε) + λ x)  with  m̂ = m / (1 − β₁ᵗ),  v̂ = v / (1 − β₂ᵗ)

    where η is ``learning_rate``, β₁ is ``b1``, β₂ is ``b2``, ε is ``eps`` and λ is ``weight_decay``. The mean
    is over a block, which is one column of a matrix (a matrix maps rows, the inputs, to columns, the outputs)
    or the whole of any other leaf.
    """
    m, v = slots
    m = m + hp.one_minus_b1 * (g - m)
    v = (1.0 - hp.one_minus_b2) * v + hp.one_minus_b2 * _mean(g * g)
    m_hat = m / bias_correction(hp.one_minus_b1, t)
    v_hat = v / bias_correction(hp.one_minus_b2, t)
    return -hp.learning_rate * (m_hat / (jnp.sqrt(v_hat) + hp.eps) + hp.weight_decay * x), (m, v)


def _mean(a):
    """Return the mean over each block, with reduced axes kept as size 1."""
    return jnp.mean(a, axis=0 if a.ndim == 2 else None, keepdims=True)

"""Adam-HD: gradient descent on the learning rate of Adam."""

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import SpecialCase, complement, log
from gdbench.variants._maths import bias_correction


def start(x, hp):
    """Return zero moments, a zero direction, and the learning rate."""
    nothing = jnp.zeros_like(x)
    return nothing, nothing, nothing, nothing[:1] + hp.learning_rate


@variant(
    slots=("first_moment", "second_moment", "last_direction", "rate"),
    hyperparameters={
        "learning_rate": log(1e-3, 1e-5, 1e3, tuned=True),
        "hyper_rate": log(1e-7, 1e-10, 1e-2),
        "b1": complement(0.9, 1e-2, 1.0, tuned=True),
        "b2": complement(0.999, 1e-4, 0.3),
        "eps": log(1e-8, 1e-12, 1e-2),
    },
    source="Baydin et al. 2018, arXiv:1703.04782, algorithm 6",
    over="all",
    start=start,
    special_cases=(SpecialCase("adam", here={"hyper_rate": 0.0}),),
    symmetries={"sign": {}},
)
def hypergradient_adam(t, g, x, slots, hp):
    """Raises Adam's learning rate while the gradient agrees with the last direction, and lowers it otherwise.

    η ← η + β gᵀ u₋,  x ← x − η u  with  u = m̂ / (√v̂ + ε),
    m ← β₁ m + (1 − β₁) g,  v ← β₂ v + (1 − β₂) g²,  m̂ = m / (1 − β₁ᵗ),  v̂ = v / (1 − β₂ᵗ)

    where η starts at ``learning_rate``, β is ``hyper_rate``, β₁ is ``b1``, β₂ is ``b2``, ε is ``eps`` and the
    product is over all parameters; −gᵀ u₋ is the derivative of the loss by the last learning rate. η does not
    change at t = 1, and it can become negative.
    """
    del x
    m, v, last, rate = slots
    rate = rate + hp.hyper_rate * jnp.sum(g * last, axis=0, keepdims=True)
    m = (1.0 - hp.one_minus_b1) * m + hp.one_minus_b1 * g
    v = (1.0 - hp.one_minus_b2) * v + hp.one_minus_b2 * g * g
    m_hat = m / bias_correction(hp.one_minus_b1, t)
    direction = m_hat / (jnp.sqrt(v / bias_correction(hp.one_minus_b2, t)) + hp.eps)
    return -rate * direction, (m, v, direction, rate)

"""KATE: AdaGrad without its root."""

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import log


@variant(
    slots=("sum_of_squares", "square_of_numerator"),
    hyperparameters={
        "learning_rate": log(1e-3, 1e-5, 1e3, tuned=True),
        "eta": log(0.9, 1e-3, 10.0),
        "eps": log(1e-8, 1e-12, 1e-2),
    },
    source="Choudhury et al. 2024, arXiv:2403.02648, algorithm 1",
    symmetries={"sign": {}},
)
def kate(t, g, x, slots, hp):
    """Divides the gradient by the sum of its squares and balances that sum's growth with a numerator that also grows.

    b² ← b² + g²,  m² ← m² + η₀ g² + g² / (b² + ε),  x ← x − η m g / (b² + ε)

    where η is ``learning_rate``, η₀ is ``eta`` and ε is ``eps``. Without ε and η₀, rescaling a feature of a
    generalised linear model rescales its weight and leaves the predictions unchanged.
    """
    del t, x
    b_squared, m_squared = slots
    b_squared = b_squared + g * g
    m_squared = m_squared + hp.eta * g * g + g * g / (b_squared + hp.eps)
    return -hp.learning_rate * jnp.sqrt(m_squared) * (g / (b_squared + hp.eps)), (b_squared, m_squared)

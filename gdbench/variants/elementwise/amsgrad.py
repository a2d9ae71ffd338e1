"""AMSGrad."""

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import Defect, Reference, SpecialCase, complement, log, static
from gdbench.variants._maths import bias_correction


@variant(
    slots=("first_moment", "second_moment", "largest_second_moment"),
    hyperparameters={
        "learning_rate": log(1e-3, 1e-5, 1e3, tuned=True),
        "b1": complement(0.9, 1e-2, 1.0, tuned=True),
        "b2": complement(0.999, 1e-4, 0.3),
        "eps": log(1e-8, 1e-12, 1e-2),
        "mode": static("paper", "paper", "optax", "torch"),
    },
    source="Reddi, Kale & Kumar 2018, https://openreview.net/forum?id=ryQu7f-RZ, algorithm 2",
    reference=Reference(
        "optax:amsgrad",
        own={"mode": "optax"},
        defects=(Defect("optax#1389: no flag gives PyTorch's rule, which has the raw maximum", {"mode": "torch"}),),
    ),
    special_cases=(
        SpecialCase("adam", here={"mode": "torch", "b2": 1 - 1e-13}),
        SpecialCase("adamax", here={"mode": "torch", "b2": 0.0, "eps": 0.0}, there={"b2": 1 - 1e-13}),
        SpecialCase("adamax", here={"mode": "optax", "b2": 0.0, "eps": 0.0}, there={"b2": 1 - 1e-13}),
    ),
    symmetries={"scale": {"eps": 0.0}, "sign": {}},
)
def amsgrad(t, g, x, slots, hp):
    """Divides Adam's momentum by the largest mean square so far, so that no learning rate ever grows.

    m ← β₁ m + (1 − β₁) g,  v ← β₂ v + (1 − β₂) g²,  u ← max(u, v),  x ← x − η m / (√u + ε)

    where η is ``learning_rate``, β₁ is ``b1``, β₂ is ``b2`` and ε is ``eps``, which the paper does not have.
    The other modes correct for the zero start: ``mode`` "torch" uses m / (1 − β₁ᵗ) and u / (1 − β₂ᵗ) in the
    step; "optax" uses m / (1 − β₁ᵗ) in the step and takes the maximum of v / (1 − β₂ᵗ).
    """
    del x
    m, v, largest = slots
    m = m + hp.one_minus_b1 * (g - m)
    v = (1.0 - hp.one_minus_b2) * v + hp.one_minus_b2 * g * g
    if hp.mode == "paper":
        largest = jnp.maximum(largest, v)
        return -hp.learning_rate * m / (jnp.sqrt(largest) + hp.eps), (m, v, largest)
    correction = bias_correction(hp.one_minus_b2, t)
    largest = jnp.maximum(largest, v / correction if hp.mode == "optax" else v)
    u_hat = largest if hp.mode == "optax" else largest / correction
    m_hat = m / bias_correction(hp.one_minus_b1, t)
    return -hp.learning_rate * m_hat / (jnp.sqrt(u_hat) + hp.eps), (m, v, largest)

"""Schedule-free AdamW."""

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import Reference, SpecialCase, complement, linear, log
from gdbench.variants._maths import bias_correction


def start(x, hp):
    """Return the starting point as base point and as average, and a zero second moment."""
    del hp
    return x, x, jnp.zeros_like(x)


def answer(t, x, slots, hp):
    """Return the average."""
    del t, x, hp
    return slots[1]


@variant(
    slots=("base", "average", "second_moment"),
    hyperparameters={
        "learning_rate": log(2.5e-3, 1e-5, 1e3, tuned=True),
        "b1": complement(0.9, 1e-2, 1.0, tuned=True),
        "b2": complement(0.999, 1e-4, 0.3),
        "eps": log(1e-8, 1e-12, 1e-2),
        "weight_decay": linear(0.0, 0.0, 1e-1),
    },
    source="Defazio et al. 2024, arXiv:2405.15682, algorithm 1",
    start=start,
    answer=answer,
    reference=Reference("optax:schedule_free_adamw", answer="optax.contrib:schedule_free_eval_params"),
    special_cases=(SpecialCase("adamw", here={"b1": 0.0}),),
    symmetries={"scale": {"eps": 0.0}, "sign": {}},
)
def schedule_free_adamw(t, g, x, slots, hp):
    """Answers with the mean of Adam-scaled iterates, and takes gradients between that mean and the iterate.

    v ← β₂ v + (1 − β₂) g²,  z ← z − η (g / (√v̂ + ε) + λ y)  with  v̂ = v / (1 − β₂ᵗ),
    x̄ ← (1 − 1/t) x̄ + z / t,  y = (1 − β₁) z + β₁ x̄

    where η is ``learning_rate``, β₁ is ``b1``, β₂ is ``b2``, ε is ``eps`` and λ is ``weight_decay``. The rule
    moves y, so the gradient g is taken at y; the answer is x̄. The weights 1/t suit a constant learning rate.
    """
    z, average, v = slots
    v = (1.0 - hp.one_minus_b2) * v + hp.one_minus_b2 * g * g
    v_hat = v / bias_correction(hp.one_minus_b2, t)
    z = z - hp.learning_rate * (g / (jnp.sqrt(v_hat) + hp.eps) + hp.weight_decay * x)
    average = average + (z - average) / t
    y = average + hp.one_minus_b1 * (z - average)
    return y - x, (z, average, v)

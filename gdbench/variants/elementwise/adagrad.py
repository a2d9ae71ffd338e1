"""AdaGrad."""

from jax import lax
from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import Reference, SpecialCase, linear, log, static


def start(x, hp):
    """Return the sum of squares before the first step."""
    return (jnp.zeros_like(x) + hp.initial_accumulator_value,)


@variant(
    slots=("sum_of_squares",),
    hyperparameters={
        "learning_rate": log(1e-1, 1e-3, 10.0, tuned=True),
        "initial_accumulator_value": linear(0.0, 0.0, 1.0),
        "eps": log(1e-7, 1e-12, 1e-2),
        "rate_decay": linear(0.0, 0.0, 1.0),
        "mode": static("paper", "paper", "optax", "torch"),
    },
    source="Duchi, Hazan & Singer 2011, JMLR 12:2121, diagonal form",
    start=start,
    reference=Reference("optax:adagrad", own={"mode": "optax", "initial_accumulator_value": 0.1}),
    special_cases=(SpecialCase("adagrad", here={"mode": "optax", "eps": 0.0}, there={"mode": "paper"}),),
    symmetries={"scale": {"eps": 0.0}, "sign": {}},
)
def adagrad(t, g, x, slots, hp):
    """Divides each coordinate of the gradient by the root of the sum of its squares so far.

    s ← s + g²,  x ← x − η / (1 + (t − 1) κ) · g / (√s + ε)

    where η is ``learning_rate``, ε is ``eps``, and s starts at ``initial_accumulator_value``. κ is ``rate_decay``,
    which is 0 in the paper and is torch's lr_decay. ``mode`` "paper"
    and "torch" compute this rule; "optax" puts ε inside the root, g / √(s + ε), and takes no step where s = 0.
    """
    del x
    (s,) = slots
    s = s + g * g
    if hp.mode == "optax":
        scaled = g * jnp.where(s > 0, lax.rsqrt(s + hp.eps), 0.0)
    else:
        scaled = g / (jnp.sqrt(s) + hp.eps)
    return -hp.learning_rate / (1.0 + (t - 1) * hp.rate_decay) * scaled, (s,)

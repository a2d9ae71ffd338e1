"""Tiger: sign momentum with decoupled weight decay."""

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import SpecialCase, complement, linear, log


@variant(
    slots=("momentum",),
    hyperparameters={
        "learning_rate": log(1e-3, 1e-5, 1e3, tuned=True),
        "beta": complement(0.945, 1e-3, 0.5, tuned=True),
        "weight_decay": linear(1e-2, 0.0, 1e-1),
    },
    source="Su 2023, github.com/bojone/tiger",
    special_cases=(
        SpecialCase("signum", here={"weight_decay": 0.0}),
        SpecialCase("lion", here={"beta": 0.9}, there={"b1": 0.9, "b2": 0.9}),
    ),
    symmetries={"scale": {}, "sign": {}},
)
def tiger(t, g, x, slots, hp):
    """Steps by the same length against the sign of the mean recent gradient, and pulls the parameters toward zero.

    m ← β m + (1 − β) g,  x ← x − η (sign(m) + λ x)

    where η is ``learning_rate``, β is ``beta`` and λ is ``weight_decay``. The author's code also scales η by
    the kind of parameter; here that is left to the caller.
    """
    del t
    (m,) = slots
    # The form m + (1 − β)(g − m) is avoided because its rounding at β = 0 could lose g, and with it the sign.
    m = (1.0 - hp.one_minus_beta) * m + hp.one_minus_beta * g
    return -hp.learning_rate * (jnp.sign(m) + hp.weight_decay * x), (m,)

"""Signum: the sign of the mean gradient."""

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import Reference, SpecialCase, complement, log


@variant(
    slots=("momentum",),
    hyperparameters={
        "learning_rate": log(1e-4, 1e-5, 1e3, tuned=True),
        "beta": complement(0.9, 1e-3, 1.0, tuned=True),
    },
    source="Bernstein et al. 2018, arXiv:1802.04434, algorithm 2",
    reference=Reference("optax:signum"),
    special_cases=(
        SpecialCase("sign_sgd", here={"beta": 0.0}),
        SpecialCase("lion", here={"beta": 0.9}, there={"b1": 0.9, "b2": 0.9, "weight_decay": 0.0}),
    ),
    symmetries={"scale": {}, "sign": {}},
)
def signum(t, g, x, slots, hp):
    """Steps by the same length in every coordinate, against the sign of the mean recent gradient.

    m ← β m + (1 − β) g,  x ← x − η sign(m)

    where η is ``learning_rate`` and β is ``beta``. The mean needs no bias correction, which would not change
    its sign.
    """
    del t, x
    (m,) = slots
    # The form m + (1 − β)(g − m) is avoided because its rounding at β = 0 could lose g, and with it the sign.
    m = (1.0 - hp.one_minus_beta) * m + hp.one_minus_beta * g
    return -hp.learning_rate * jnp.sign(m), (m,)

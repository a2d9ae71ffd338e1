"""Optimistic gradient descent."""

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import Reference, SpecialCase, linear, log


@variant(
    slots=("last_gradient",),
    hyperparameters={
        "learning_rate": log(1e-2, 1e-8, 1e2, tuned=True),
        "alpha": linear(1.0, 0.0, 2.0),
        "beta": log(1.0, 1e-1, 10.0),
    },
    source="Popov 1980, doi:10.1007/BF01141092; with α and β Mokhtari, Ozdaglar & Pattathil 2019, arXiv:1901.08511",
    reference=Reference("optax:optimistic_gradient_descent"),
    special_cases=(SpecialCase("sgd", here={"beta": 0.0}),),
    symmetries={"rotation": {}, "sign": {}},
    stability_edge=lambda hp: 2.0 / (hp["alpha"] + 2.0 * hp["beta"]),
)
def optimistic_gradient_descent(t, g, x, slots, hp):
    """Steps along a prediction of the next gradient, the present one plus its change, which makes games converge.

    x ← x − η ((α + β) g − β g₋)

    where η is ``learning_rate``, α is ``alpha``, β is ``beta`` and g₋ is the previous gradient. In the first
    step g₋ equals g.
    """
    del x
    (last,) = slots
    last = jnp.where(t == 1, g, last)
    return -hp.learning_rate * ((hp.alpha + hp.beta) * g - hp.beta * last), (g,)

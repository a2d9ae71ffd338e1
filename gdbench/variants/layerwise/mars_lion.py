"""MARS-Lion: sign momentum on gradients with reduced variance."""

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import SpecialCase, complement, linear, log
from gdbench.variants.layerwise._mars import corrected


@variant(
    slots=("momentum", "last_gradient"),
    hyperparameters={
        "learning_rate": log(1e-4, 1e-5, 1e3, tuned=True),
        "b1": complement(0.95, 1e-2, 1.0, tuned=True),
        "gamma": linear(0.025, 0.0, 0.1),
        "weight_decay": linear(0.0, 0.0, 1e-1),
    },
    source="Yuan et al. 2024, arXiv:2411.10438, MARS-Lion in its approximate form",
    over="leaf",
    special_cases=(SpecialCase("sign_sgd", here={"b1": 0.0}),),
    symmetries={"sign": {}},
)
def mars_lion(t, g, x, slots, hp):
    """Steps by the sign of a momentum of gradients, to each of which a multiple of its last change is added.

    c = `corrected`(g, g₋),  m ← β m + (1 − β) c,  x ← x − η (sign(m) + λ x)

    where η is ``learning_rate``, β is ``b1``, λ is ``weight_decay`` and g₋ is the previous gradient. The
    function `corrected`, with γ = ``gamma``, is that of ``mars_adamw``.
    """
    m, last = slots
    c = corrected(t, g, last, hp)
    m = (1.0 - hp.one_minus_b1) * m + hp.one_minus_b1 * c
    return -hp.learning_rate * (jnp.sign(m) + hp.weight_decay * x), (m, g)

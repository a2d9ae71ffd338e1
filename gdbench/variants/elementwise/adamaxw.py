"""AdaMax with decoupled weight decay."""

from gdbench.registry import variant
from gdbench.types import Reference, SpecialCase, complement, log
from gdbench.variants.elementwise._adamax import adamax_direction


@variant(
    slots=("first_moment", "infinity_moment"),
    hyperparameters={
        "learning_rate": log(1e-3, 1e-5, 1e3, tuned=True),
        "b1": complement(0.9, 1e-2, 1.0, tuned=True),
        "b2": complement(0.999, 1e-4, 0.3),
        "eps": log(1e-8, 1e-12, 1e-2),
        "weight_decay": log(1e-4, 1e-6, 1e-1),
    },
    source="Kingma & Ba 2014, arXiv:1412.6980, algorithm 2; decay: Loshchilov & Hutter 2017, arXiv:1711.05101",
    reference=Reference("optax:adamaxw"),
    special_cases=(SpecialCase("adamax", here={"weight_decay": 0.0}),),
    symmetries={"scale": {"eps": 0.0}, "sign": {}},
)
def adamaxw(t, g, x, slots, hp):
    """Takes AdaMax's step and also pulls the parameters toward zero.

    m ← β₁ m + (1 − β₁) g,  u ← max(β₂ u, |g| + ε),  x ← x − η (m̂ / u + λ x)  with  m̂ = m / (1 − β₁ᵗ)

    where η is ``learning_rate``, β₁ is ``b1``, β₂ is ``b2``, ε is ``eps`` and λ is ``weight_decay``.
    """
    direction, slots = adamax_direction(t, g, slots, hp)
    return -hp.learning_rate * (direction + hp.weight_decay * x), slots

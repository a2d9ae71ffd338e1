"""AdaMax."""

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
    },
    source="Kingma & Ba 2014, arXiv:1412.6980, algorithm 2",
    reference=Reference("optax:adamax"),
    special_cases=(SpecialCase("sign_sgd", here={"b1": 0.0, "b2": 0.0, "eps": 0.0}),),
    symmetries={"scale": {"eps": 0.0}, "sign": {}},
)
def adamax(t, g, x, slots, hp):
    """Divides Adam's momentum by the largest recent gradient instead of the root mean square.

    m ← β₁ m + (1 − β₁) g,  u ← max(β₂ u, |g| + ε),  x ← x − η m̂ / u  with  m̂ = m / (1 − β₁ᵗ)

    where η is ``learning_rate``, β₁ is ``b1``, β₂ is ``b2`` and ε is ``eps``, which the paper does not have.
    """
    del x
    direction, slots = adamax_direction(t, g, slots, hp)
    return -hp.learning_rate * direction, slots

"""Nesterov's accelerated gradient, with the gradient at the look-ahead point."""

from gdbench.registry import variant
from gdbench.types import Reference, SpecialCase, complement, log
from gdbench.variants._theory import nesterov_rate


def answer(t, x, slots, hp):
    """Return the iterate behind the look-ahead point: y − μ v."""
    del t
    (v,) = slots
    return x - (1.0 - hp.one_minus_momentum) * v


@variant(
    slots=("velocity",),
    hyperparameters={
        "learning_rate": log(1e-2, 1e-8, 1e2, tuned=True),
        "momentum": complement(0.9, 1e-3, 1.0, tuned=True),
    },
    source="Nesterov 1983, Soviet Mathematics Doklady 27:372; in this form Sutskever et al. 2013, ICML",
    answer=answer,
    reference=Reference("optax:sgd", settings={"nesterov": True}),
    special_cases=(SpecialCase("sgd", here={"momentum": 0.0}),),
    symmetries={"rotation": {}, "sign": {}},
    stability_edge=lambda hp: (2 + 2 * hp["momentum"]) / (1 + 2 * hp["momentum"]),
    rate=nesterov_rate,
)
def nesterov_true(t, g, x, slots, hp):
    """Evaluates the gradient where the velocity is about to lead, and corrects the velocity with it.

    v ← μ v − η ∇f(y),  x ← x + v,  y = x + μ v

    where η is ``learning_rate`` and μ is ``momentum``. The suite evaluates gradients at the point that a rule
    moves, so this rule moves the look-ahead point y: y changes by v + μ (v − v₋) = μ v − η g, where v₋ is the
    previous velocity and g is the gradient at y. The answer is the iterate x = y − μ v.
    """
    del t, x
    (v,) = slots
    mu = 1.0 - hp.one_minus_momentum
    v = mu * v - hp.learning_rate * g
    return mu * v - hp.learning_rate * g, (v,)

"""Schedule-free gradient descent."""

from gdbench.registry import variant
from gdbench.types import Reference, SpecialCase, complement, linear, log


def start(x, hp):
    """Return the starting point as base point and as average."""
    del hp
    return x, x


def answer(t, x, slots, hp):
    """Return the average."""
    del t, x, hp
    return slots[1]


@variant(
    slots=("base", "average"),
    hyperparameters={
        "learning_rate": log(1.0, 1e-8, 1e2, tuned=True),
        "b1": complement(0.9, 1e-2, 1.0, tuned=True),
        "weight_decay": linear(0.0, 0.0, 1e-1),
    },
    source="Defazio et al. 2024, arXiv:2405.15682, equations 3 to 5",
    start=start,
    answer=answer,
    reference=Reference("optax:schedule_free_sgd", answer="optax.contrib:schedule_free_eval_params"),
    special_cases=(SpecialCase("sgd", here={"b1": 0.0, "weight_decay": 0.0}),),
    symmetries={"rotation": {}, "sign": {}},
)
def schedule_free_sgd(t, g, x, slots, hp):
    """Answers with the mean of all iterates, and takes gradients between that mean and the iterate.

    z ← z − η (∇f(y) + λ y),  x̄ ← (1 − 1/t) x̄ + z / t,  y = (1 − β) z + β x̄

    where η is ``learning_rate``, β is ``b1`` and λ is ``weight_decay``. The rule moves y, so the gradient g is
    taken at y; the answer is x̄. The weights 1/t suit a constant learning rate.
    """
    z, average = slots
    z = z - hp.learning_rate * (g + hp.weight_decay * x)
    average = average + (z - average) / t
    y = average + hp.one_minus_b1 * (z - average)
    return y - x, (z, average)

"""Schedule-free averaging around any rule."""

from gdbench.registry import wrapper
from gdbench.types import Reference, SpecialCase, complement


def start(x, hp):
    """Return the starting point as base point and as average."""
    del hp
    return x, x


def answer(t, x, slots, hp):
    """Return the average."""
    del t, x, hp
    return slots[1]


@wrapper(
    base="sgd",
    slots=("base", "average"),
    hyperparameters={"sf_b1": complement(0.9, 1e-2, 1.0, tuned=True)},
    source="Defazio et al. 2024, arXiv:2405.15682, equations 3 to 5",
    start=start,
    answer=answer,
    reference=Reference(
        "optax:schedule_free_sgd", names={"sf_b1": "b1"}, answer="optax.contrib:schedule_free_eval_params"
    ),
    special_cases=(SpecialCase("schedule_free_sgd", here={"sf_b1": 0.8}, there={"b1": 0.8}),),
    symmetries={"rotation": {}, "sign": {}},
    stability_edge=lambda hp: 2.0 / (1.0 - hp["sf_b1"]),
)
def schedule_free(t, g, x, slots, hp, inner):
    """Answers with the mean of another rule's iterates, and gives the rule gradients between the mean and the iterate.

    z ← z + s,  x̄ ← (1 − 1/t) x̄ + z / t,  y = (1 − β) z + β x̄

    where s is the step of the wrapped rule with its ``learning_rate``, for the gradient at y, and β is
    ``sf_b1``. The wrapper moves y; the answer is x̄. The weights 1/t suit a constant learning rate. The wrapped
    rule should have no momentum of its own.
    """
    z, average = slots
    z = z + inner(t, g, x)
    average = average + (z - average) / t
    y = average + hp.one_minus_sf_b1 * (z - average)
    return y - x, (z, average)

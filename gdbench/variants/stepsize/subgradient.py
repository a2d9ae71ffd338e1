"""The subgradient method."""

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import log


def start(x, hp):
    """Return the average at the start, and no weights yet."""
    del hp
    return x, jnp.zeros_like(x[:1])


def answer(t, x, slots, hp):
    """Return the average."""
    del t, x, hp
    return slots[0]


@variant(
    slots=("average", "sum_of_weights"),
    hyperparameters={"learning_rate": log(1e-1, 1e-6, 10.0, tuned=True)},
    source="Shor 1985, doi:10.1007/978-3-642-82118-9; the average: Nesterov 2004, section 3.2.3",
    over="all",
    start=start,
    answer=answer,
    symmetries={"rotation": {}, "sign": {}},
)
def subgradient(t, g, x, slots, hp):
    """Steps down the gradient by less and less, and answers with the mean of its points by step length.

    x ← x − (η / √t) g,  x̄ = Σᵢ xᵢ₋₁ / √i  /  Σᵢ 1 / √i  over  1 ≤ i ≤ t

    where η is ``learning_rate``. For convex functions with kinks, where the last point need not be the best;
    the mean is over the points whose gradients were taken.
    """
    average, total = slots
    weight = 1.0 / jnp.sqrt(jnp.asarray(t, x.dtype))
    total = total + weight
    average = average + weight / total * (x - average)
    return -hp.learning_rate * weight * g, (average, total)

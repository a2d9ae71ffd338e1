"""The subgradient method."""

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import log


def start(x, hp):
    """Return the starting point as average, and a zero sum of weights."""
    del hp
    return x, jnp.zeros_like(x[:1])


def answer(t, x, slots, hp):
    """Return the average."""
    del t, x, hp
    return slots[0]


@variant(
    slots=("average", "sum_of_weights"),
    hyperparameters={"learning_rate": log(1e-1, 1e-8, 1e2, tuned=True)},
    source="Shor 1985, doi:10.1007/978-3-642-82118-9; the average: Nesterov 2004, section 3.2.3",
    over="all",
    start=start,
    answer=answer,
    symmetries={"rotation": {}, "sign": {}},
)
def subgradient(t, g, x, slots, hp):
    """Takes gradient steps of decreasing length, and answers with the mean of its points weighted by step length.

    x ← x − (η / √t) g,  x̄ = Σᵢ xᵢ₋₁ / √i  /  Σᵢ 1 / √i  over  1 ≤ i ≤ t

    where η is ``learning_rate``. The rule is for convex functions with kinks, where the last point need not be
    the best. The mean is over the points where gradients were taken.
    """
    average, total = slots
    weight = 1.0 / jnp.sqrt(jnp.asarray(t, x.dtype))
    total = total + weight
    average = average + weight / total * (x - average)
    return -hp.learning_rate * weight * g, (average, total)

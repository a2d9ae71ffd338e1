"""AggMo: aggregated momentum."""

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import SpecialCase, log, static


def start(x, hp):
    """Return zeros for all velocities but the first, which has no memory and equals the gradient."""
    return (jnp.zeros_like(x),) * (hp.K - 1)


def edge(hp):
    """Return 2 K / Σ 1 / (1 + βₖ), above which an oscillation of period two grows."""
    return 2.0 * hp["K"] / sum(1.0 / (2.0 - 0.1**k) for k in range(hp["K"]))


@variant(
    slots=("velocity",),
    hyperparameters={
        "learning_rate": log(1e-2, 1e-8, 1e2, tuned=True),
        "K": static(3),
    },
    source="Lucas et al. 2018, arXiv:1804.00325, equations 3 and 4",
    start=start,
    special_cases=(SpecialCase("sgd", here={"K": 1}),),
    symmetries={"rotation": {}, "sign": {}},
    stability_edge=edge,
)
def aggmo(t, g, x, slots, hp):
    """Steps along the mean of several velocities with increasing memory, which damp each other's oscillations.

    vₖ ← βₖ vₖ + g,  x ← x − (η / K) Σ vₖ  with  βₖ = 1 − 0.1ᵏ,  k = 0 … K − 1

    where η is ``learning_rate`` and K is ``K``; K = 3 gives the memories 0, 0.9 and 0.99.
    """
    del t, x
    velocities = tuple((1.0 - 0.1**k) * v + g for k, v in enumerate(slots, start=1))
    return -(hp.learning_rate / hp.K) * sum(velocities, start=g), velocities

"""Gradient descent with random jumps where the gradient is small."""

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import SpecialCase, log, static
from gdbench.variants._maths import norm


def start(x, hp):
    """Return a count of steps since the last jump that allows the first jump at once."""
    return (jnp.zeros_like(x[:1]) + hp.period,)


@variant(
    slots=("waited",),
    hyperparameters={
        "learning_rate": log(1e-2, 1e-8, 1e2, tuned=True),
        "radius": log(1e-2, 1e-6, 1.0),
        "threshold": log(1e-3, 1e-8, 1.0),
        "period": static(10),
    },
    source="Jin et al. 2017, arXiv:1703.00887, algorithm 1, simplified",
    over="all",
    noise=True,
    start=start,
    special_cases=(SpecialCase("sgd", here={"radius": 0.0}),),
)
def perturbed_gd(t, g, x, slots, hp, noise):
    """Steps along the negative gradient, and jumps in a random direction where the gradient is small, to leave saddles.

    x ← x + ξ − η g  with  ξ = r N / ‖N‖ where ‖g‖ ≤ c and the last jump is p steps ago or more, else ξ = 0

    where η is ``learning_rate``, r is ``radius``, c is ``threshold``, p is ``period``, N is standard normal and
    norms are over all parameters. The first jump can happen in the first step. The paper draws ξ from the ball
    rather than from its surface, takes the gradient after the jump, and stops where jumps no longer help.
    """
    del t, x
    (waited,) = slots
    jump = (norm(g) <= hp.threshold) & (waited >= hp.period)
    xi = jnp.where(jump, hp.radius * (noise / norm(noise)), 0.0)
    # The count stops at the period because larger counts have the same effect.
    waited = jnp.where(jump, 1.0, jnp.minimum(waited + 1.0, hp.period))
    return xi - hp.learning_rate * g, (waited,)

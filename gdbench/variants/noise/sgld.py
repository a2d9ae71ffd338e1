"""SGLD: stochastic gradient Langevin dynamics."""

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import SpecialCase, log


@variant(
    hyperparameters={
        "learning_rate": log(1e-2, 1e-9, 1e2, tuned=True),
        "temperature": log(1.0, 1e-6, 1e2),
    },
    source="Welling & Teh 2011, ICML, equation 4",
    noise=True,
    special_cases=(
        SpecialCase("sgd", here={"temperature": 0.0, "learning_rate": 0.06}, there={"learning_rate": 0.03}),
    ),
    symmetries={"rotation": {"temperature": 0.0}, "sign": {"temperature": 0.0}},
)
def sgld(t, g, x, slots, hp, noise):
    """Takes half a gradient step and adds noise of the size that makes the iterates samples of a distribution.

    x ← x − ½ η g + √(η T) N,  N standard normal

    where η is ``learning_rate`` and T is ``temperature``. For small η and exact gradients the iterates are
    distributed as exp(−f / T). The paper has T = 1; T = 0 gives gradient descent with half the learning rate.
    """
    del t, x
    return -0.5 * hp.learning_rate * g + jnp.sqrt(hp.learning_rate * hp.temperature) * noise, slots

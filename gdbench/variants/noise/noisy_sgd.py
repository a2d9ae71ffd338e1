"""Gradient descent with decreasing gradient noise."""

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import SpecialCase, linear, log


@variant(
    hyperparameters={
        "learning_rate": log(1e-2, 1e-8, 1e2, tuned=True),
        "eta": log(1e-2, 1e-6, 1.0),
        "gamma": linear(0.55, 0.0, 1.0),
    },
    source="Neelakantan et al. 2015, arXiv:1511.06807, equation 1",
    noise=True,
    special_cases=(SpecialCase("sgd", here={"eta": 0.0}),),
)
def noisy_sgd(t, g, x, slots, hp, noise):
    """Steps along the negative gradient plus noise that decreases with time.

    x ← x − η (g + √(a / tᵞ) N),  N standard normal

    where η is ``learning_rate``, a is ``eta``, the variance of the first noise, and γ is ``gamma``. The paper
    counts steps from 0 and uses t + 1; here t counts from 1, as in Optax.
    """
    del x
    return -hp.learning_rate * (g + jnp.sqrt(hp.eta / t**hp.gamma) * noise), slots

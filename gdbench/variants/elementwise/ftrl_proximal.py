"""FTRL-Proximal: follow the regularised leader, one learning rate per coordinate."""

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import SpecialCase, linear, log


def start(x, hp):
    """Return the z whose leader is the starting point, and a sum of squares of zero."""
    pull = hp.beta / hp.learning_rate + hp.l2
    return -x * pull - jnp.sign(x) * hp.l1, jnp.zeros_like(x)


@variant(
    slots=("linear_part", "sum_of_squares"),
    hyperparameters={
        "learning_rate": log(1e-1, 1e-5, 1e3, tuned=True),
        "beta": log(1.0, 1e-3, 10.0),
        "l1": linear(0.0, 0.0, 1.0),
        "l2": linear(0.0, 0.0, 1.0),
    },
    source="McMahan et al. 2013, KDD, doi:10.1145/2487575.2488200, algorithm 1",
    start=start,
    special_cases=(SpecialCase("adagrad", there={"eps": 1.0}),),
    symmetries={"sign": {}},
)
def ftrl_proximal(t, g, x, slots, hp):
    """Minimises the sum of all linearised losses so far plus penalties, one of which sets coordinates to exactly zero.

    σ = (√(n + g²) − √n) / η,  z ← z + g − σ x,  n ← n + g²,
    x ← 0 where |z| ≤ λ₁,  else x ← −(z − sign(z) λ₁) / ((β + √n) / η + λ₂)

    where η is ``learning_rate``, β is ``beta``, λ₁ is ``l1`` and λ₂ is ``l2``. The paper starts at x = 0; here
    z is chosen so that the first leader is the given starting point. Without λ₁ and λ₂ the rule is AdaGrad with
    ε = β.
    """
    del t
    z, n = slots
    before = jnp.sqrt(n)
    n = n + g * g
    after = jnp.sqrt(n)
    # This form of √(n + g²) − √n avoids cancellation.
    sigma = jnp.where(after > 0, g * g / jnp.where(after > 0, after + before, 1.0), 0.0) / hp.learning_rate
    z = z + g - sigma * x
    leader = -(z - jnp.sign(z) * hp.l1) / ((hp.beta + after) / hp.learning_rate + hp.l2)
    return jnp.where(jnp.abs(z) <= hp.l1, 0.0, leader) - x, (z, n)

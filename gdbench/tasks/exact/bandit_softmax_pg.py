"""A bandit of ten arms with a softmax policy and its exact gradient."""

import jax
import numpy as np
from jax import numpy as jnp

from gdbench.registry import task

REWARDS = np.linspace(0.1, 1.0, 10)


def init(key):
    """Return random preferences; the favoured arm decides how long descent stays on the plateau of a good arm."""
    return {"theta": 0.5 * jax.random.normal(key, (10,))}


def measures(params, data):
    """Return the loss, and one minus the probability of the best arm."""
    return {"loss": bandit_softmax_pg.loss(params, data), "missed": 1.0 - jax.nn.softmax(params["theta"])[-1]}


@task(
    init=init,
    data=None,
    measures=measures,
    optimum=-1.0,
    levels=(2e-1, 5e-2, 1e-2, 1e-3),
    tags=("nonconvex", "smooth", "policy-gradient", "no-examples"),
    source="Mei et al. 2020, On the global convergence rates of softmax policy gradient methods",
)
def bandit_softmax_pg(params, batch):
    """The loss is minus the expected reward of a softmax policy.

    f = −Σ πᵢ rᵢ, π = softmax(θ), r = 0.1, 0.2, …, 1, with the exact gradient
    """
    del batch
    return -jax.nn.softmax(params["theta"]) @ jnp.asarray(REWARDS, params["theta"].dtype)

"""A small grid world, solved with the exact policy gradient."""

from functools import cache

import jax
import numpy as np
from jax import numpy as jnp

from gdbench.registry import task

SIDE, DISCOUNT = 4, 0.9
MOVES = ((-1, 0), (1, 0), (0, -1), (0, 1))
GOAL, PIT = (3, 3), (1, 2)


@cache
def world():
    """Return transitions ``[16, 4, 16]`` and rewards ``[16, 4]``.

    Reaching the goal pays 1 and falling into the pit pays −1. Both end the episode.
    """
    cells = SIDE * SIDE
    moves, rewards = np.zeros((cells, len(MOVES), cells)), np.zeros((cells, len(MOVES)))
    for row, column in np.ndindex(SIDE, SIDE):
        for action, (down, right) in enumerate(MOVES):
            new = (min(max(row + down, 0), SIDE - 1), min(max(column + right, 0), SIDE - 1))
            if (row, column) in (GOAL, PIT):
                continue  # The episode has ended, so there is no further move or reward.
            moves[SIDE * row + column, action, SIDE * new[0] + new[1]] = 1.0
            rewards[SIDE * row + column, action] = {GOAL: 1.0, PIT: -1.0}.get(new, 0.0)
    return moves, rewards


def init(key):
    """Return small random preferences, which give a nearly uniform policy."""
    return {"theta": 0.1 * jax.random.normal(key, (SIDE * SIDE, len(MOVES)))}


def measures(params, data):
    """Return the loss."""
    return {"loss": gridworld_pg.loss(params, data)}


@task(
    init=init,
    data=None,
    measures=measures,
    optimum=-0.7012306250000001,
    levels=(1e-1, 3e-2, 1e-2, 1e-3),
    tags=("nonconvex", "smooth", "policy-gradient", "no-examples"),
    source="Agarwal et al. 2021, On the theory of policy gradient methods; optimum by value iteration",
)
def gridworld_pg(params, batch):
    """The loss is minus the mean value of a softmax policy on a 4 × 4 grid.

    f = −mean V, V = (I − γ P_π)⁻¹ r_π, γ = 0.9
    """
    del batch
    policy = jax.nn.softmax(params["theta"], axis=1)
    moves, rewards = (jnp.asarray(each, policy.dtype) for each in world())
    chain = jnp.einsum("sa,sat->st", policy, moves)
    stay = jnp.eye(SIDE * SIDE, dtype=policy.dtype)
    return -jnp.mean(jnp.linalg.solve(stay - DISCOUNT * chain, jnp.sum(policy * rewards, axis=1)))

"""Particle swarm."""

from typing import Any, NamedTuple

from jax import numpy as jnp
from jax import random

from gdbench.registry import variant
from gdbench.types import linear, log, static


class State(NamedTuple):
    """The swarm of P particles and the best points seen."""

    positions: Any  # [P, n]
    velocities: Any  # [P, n]
    bests: Any  # [P, n]: the best point of each particle
    best_values: Any  # [P]
    best: Any  # [n]: the best point of all particles
    best_value: Any


def init(x, oracle, hp, key):
    """Scatter the swarm in a cube around the starting point, where the first particle stays, and evaluate it."""
    u = random.uniform(random.fold_in(key, 0), (hp.population, x.size), x.dtype, -1.0, 1.0)
    positions = (x + hp.spread * u).at[0].set(x)
    values = oracle.values(positions)
    values = jnp.where(jnp.isnan(values), jnp.inf, values)
    leader = jnp.argmin(values)
    return State(positions, jnp.zeros_like(positions), positions, values, positions[leader], values[leader])


@variant(
    hyperparameters={
        "inertia": linear(0.7298, 0.0, 1.0),
        "cognitive": linear(1.49618, 0.0, 4.0),
        "social": linear(1.49618, 0.0, 4.0),
        "spread": log(1.0, 1e-2, 1e2, tuned=True),
        "population": static(16, tried=(16, 7)),
    },
    source="Kennedy & Eberhart 1995, doi:10.1109/ICNN.1995.488968; constants: Clerc & Kennedy 2002",
    init=init,
    charges=lambda t, hp, share: {"values": hp.population * share},
    descends=True,
)
def pso(t, x, state, oracle, hp, key):
    """Moves each particle with random strength toward its own best point and toward the best point of all.

    v ← w v + c₁ r₁ (p − z) + c₂ r₂ (q − z),  z ← z + v

    for each particle at z with best point p, and the best point of all q, where w is ``inertia``, c₁ is
    ``cognitive``, c₂ is ``social``, and r₁, r₂ are uniform in [0, 1), drawn anew for every coordinate. A best
    point is replaced only by a strictly smaller value. Particles start within ``spread`` of the start in each
    coordinate. The iterate is q. A step costs ``population`` values.
    """
    del x
    positions, velocities, bests, best_values, best, best_value = state
    key_1, key_2 = random.split(random.fold_in(key, jnp.asarray(t, jnp.int32)))
    r_1 = random.uniform(key_1, positions.shape, positions.dtype)
    r_2 = random.uniform(key_2, positions.shape, positions.dtype)
    own, shared = hp.cognitive * r_1 * (bests - positions), hp.social * r_2 * (best - positions)
    velocities = hp.inertia * velocities + own + shared
    positions = positions + velocities
    values = oracle.values(positions)
    better = values < best_values
    bests = jnp.where(better[:, None], positions, bests)
    best_values = jnp.where(better, values, best_values)
    leader = jnp.argmin(best_values)
    improved = best_values[leader] < best_value
    best = jnp.where(improved, bests[leader], best)
    best_value = jnp.where(improved, best_values[leader], best_value)
    return best, State(positions, velocities, bests, best_values, best, best_value)

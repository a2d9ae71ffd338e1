"""COCOB: continuous coin betting."""

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import Reference, linear, log


def start(x, hp):
    """Return the starting point, zero sums, and ``eps`` as the smallest scale of gradients."""
    nothing = jnp.zeros_like(x)
    return x, nothing, nothing + hp.eps, nothing, nothing


@variant(
    slots=("origin", "sum_of_gradients", "scale", "sum_of_sizes", "reward"),
    hyperparameters={
        "learning_rate": log(1.0, 1e-2, 1e2),  # not tuned, because it hardly affects the rule
        "alpha": log(100.0, 1.0, 1e4, tuned=True),
        "eps": log(1e-8, 1e-12, 1e-2),
        "weight_decay": linear(0.0, 0.0, 1e-1),
    },
    source="Orabona & Tommasi 2017, arXiv:1705.07795, algorithm 2",
    start=start,
    reference=Reference("optax:cocob"),
    symmetries={"scale": {"eps": 0.0}, "sign": {}},
)
def cocob(t, g, x, slots, hp):
    """Bets in every coordinate a share of its past winnings on the direction of the past gradients.

    L ← max(L, |h|),  G ← G + |h|,  R ← max(R − h (x − x₀), 0),  θ ← θ − h,
    x ← x₀ + θ (L + R) / (L max(G + L, α L))  with  h = η (g + λ x)

    where η is ``learning_rate``, which scales the gradients and hardly affects the rule, α is ``alpha``, λ is
    ``weight_decay``, and L starts at ``eps``. Under a constant gradient R eventually doubles in every step, so
    it is capped below the largest number of its type.
    """
    del t
    origin, theta, scale, sizes, reward = slots
    h = hp.learning_rate * (g + hp.weight_decay * x)
    scale = jnp.maximum(scale, jnp.abs(h))
    sizes = sizes + jnp.abs(h)
    # The factor of one quarter keeps x and its steps finite as well.
    most = 0.25 * jnp.finfo(x.dtype).max * jnp.minimum(scale, 1.0)
    reward = jnp.clip(reward - h * (x - origin), 0.0, most)
    theta = theta - h
    # Each factor has its own division because L² would underflow where L is small.
    bet = theta / jnp.maximum(sizes + scale, hp.alpha * scale) * ((scale + reward) / scale)
    return origin + bet - x, (origin, theta, scale, sizes, reward)

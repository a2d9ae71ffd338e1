"""Nesterov's accelerated gradient with adaptive restart."""

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import log
from gdbench.variants.momentum._extrapolation import answer, next_tau, start


@variant(
    slots=("iterate", "tau"),
    hyperparameters={"learning_rate": log(1e-2, 1e-8, 1e2, tuned=True)},
    source="O'Donoghue & Candès 2012, arXiv:1204.3982, gradient scheme of section 3.2",
    over="all",
    start=start,
    answer=answer,
    symmetries={"rotation": {}, "sign": {}},
)
def nesterov_restart(t, g, x, slots, hp):
    """Accelerates with growing momentum, and resets the momentum whenever it points uphill.

    x ← y − η ∇f(y),  y = x + ((τ₋ − 1) / τ) (x − x₋)  with  τ = (1 + √(1 + 4 τ₋²)) / 2,
    but y = x and τ ← 1 where ∇f(y)ᵀ (x − x₋) > 0

    where η is ``learning_rate`` and τ starts at 1; the product is over all parameters. The rule moves y, so the
    gradient g is taken at y; the answer is the iterate x.
    """
    del t
    last, tau = slots
    iterate = x - hp.learning_rate * g
    move = iterate - last
    uphill = jnp.sum(g * move, axis=0, keepdims=True) > 0
    grown = next_tau(tau)
    y = iterate + jnp.where(uphill, 0.0, (tau - 1.0) / grown) * move
    return y - x, (iterate, jnp.where(uphill, 1.0, grown))

"""L-BFGS."""

from typing import Any, NamedTuple

from jax import lax
from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import linear, log, static
from gdbench.variants._maths import norm


class State(NamedTuple):
    """The value and gradient at the current point, the stored pairs, and the state of the line search."""

    value: Any
    gradient: Any  # [n]
    steps: Any  # [memory, n]: the newest last
    changes: Any  # [memory, n]: the change of the gradient along each step
    products: Any  # [memory]: the product of step and change, 0 where no pair is stored
    length: Any  # the step length to try next
    low: Any  # the longest step length known to be too short
    high: Any  # the shortest step length known to be too long


def init(x, oracle, hp, key):
    """Evaluate the starting point; no pair is stored yet."""
    del key
    f, g = oracle.value_and_grad(x)
    none, zero = jnp.zeros((hp.memory, x.size), x.dtype), jnp.zeros((), x.dtype)
    return State(f, g, none, none, none[:, 0], zero + hp.learning_rate, zero, zero + jnp.inf)


@variant(
    hyperparameters={
        "learning_rate": log(1.0, 1e-8, 1e3, tuned=True),
        "memory": static(10),
        "c1": log(1e-4, 1e-6, 0.1),
        "c2": linear(0.9, 0.2, 0.99),
    },
    source="Liu & Nocedal 1989, doi:10.1007/BF01589116; line search: Lewis & Overton 2013, algorithm 2.6",
    init=init,
    charges=lambda t, hp, share: {"gradients": share},
    descends=True,
)
def lbfgs(t, x, state, oracle, hp, key):
    """Applies BFGS to the last steps only, with a weak Wolfe line search that tries one point per step.

    d = −H g, y = x + α d;  if f(y) ≤ f(x) + c₁ α gᵀd and ∇f(y)ᵀd ≥ c₂ gᵀd:  x ← y, α ← 1, H as in `times_inverse`;
    else  h ← α if f fell too little, else l ← α;  then  α ← (l + h) / 2, or 2 l while h = ∞

    where c₁ is ``c1``, c₂ is ``c2``, and H is built from the last ``memory`` pairs of a step and its change of
    gradient. After an accepted step, l = 0 and h = ∞. α starts at ``learning_rate``, and H starts as the
    identity and is reset to it where d is not a descent direction. A point whose value or gradient is not
    finite counts as too high. Every step costs one value and gradient, accepted or not.
    """
    del t, key
    f, g, steps, changes, products, alpha, low, high = state
    d = -times_inverse(steps, changes, products, g)
    descends = jnp.sum(g * d) < 0
    d, products = jnp.where(descends, d, -g), jnp.where(descends, products, 0.0)
    slope = jnp.sum(g * d)
    y = x + alpha * d
    f_y, g_y = oracle.value_and_grad(y)
    finite = jnp.isfinite(f_y) & jnp.all(jnp.isfinite(g_y))
    fell = finite & (f_y <= f + hp.c1 * alpha * slope)
    accept = fell & (jnp.sum(g_y * d) >= hp.c2 * slope)
    low, high = jnp.where(fell, alpha, low), jnp.where(fell, high, alpha)
    between = jnp.where(jnp.isfinite(high), 0.5 * (low + high), 2.0 * low)
    s, v = y - x, g_y - g
    useful = accept & (jnp.sum(s * v) > 1e-10 * norm(s) * norm(v))
    extended = [(steps, s), (changes, v), (products, jnp.sum(s * v))]
    memory = [jnp.where(useful, jnp.concatenate([old[1:], new[None]]), old) for old, new in extended]
    new = State(
        jnp.where(accept, f_y, f),
        jnp.where(accept, g_y, g),
        *memory,
        jnp.where(accept, 1.0, between),
        jnp.where(accept, 0.0, low),
        jnp.where(accept, jnp.inf, high),
    )
    return jnp.where(accept, y, x), new


def times_inverse(steps, changes, products, g):
    """Return H g, where each pair (s, v) updates H ← (I − s vᵀ / sᵀv) H (I − v sᵀ / sᵀv) + s sᵀ / sᵀv.

    The innermost H is (sᵀv / vᵀv) I with the newest pair, or I if there is no pair. A pair is stored if
    sᵀv > 10⁻¹⁰ ‖s‖ ‖v‖.
    """
    known = products > 0
    pairs = (steps, changes, known, jnp.where(known, products, 1.0))

    def inward(q, pair):
        s, v, there, sv = pair
        share = jnp.where(there, jnp.sum(s * q) / sv, 0.0)
        return q - share * v, share

    def outward(r, pair):
        (s, v, there, sv), share = pair
        return r + (share - jnp.where(there, jnp.sum(v * r) / sv, 0.0)) * s, None

    q, shares = lax.scan(inward, g, pairs, reverse=True)
    length = jnp.where(known[-1], norm(changes[-1]), 1.0)
    scale = jnp.where(known[-1], products[-1] / length / length, 1.0)
    return lax.scan(outward, scale * q, (pairs, shares))[0]

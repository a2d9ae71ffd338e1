"""Mechanic: a learned scale for another rule's steps."""

from jax import numpy as jnp

from gdbench.registry import wrapper
from gdbench.types import log, static
from gdbench.variants._maths import norm

EPS = 1e-8


def start(x, hp):
    """Return a zero sum of unscaled steps, and the first r, m, v and s for every β."""
    none = jnp.zeros((hp.num_betas, *x.shape[1:]), x.dtype)
    return jnp.zeros_like(x), none, none, none, none + hp.s_init


@wrapper(
    base="sgd",
    slots=("displacement", "reward", "largest", "variance", "scales"),
    hyperparameters={
        "s_init": log(1e-8, 1e-9, 1.0, tuned=True),
        "mech_decay": log(1e-2, 1e-6, 1.0),
        "num_betas": static(6),
    },
    source="Cutkosky, Defazio & Mehta 2023, arXiv:2306.00144, algorithm 1",
    start=start,
    agreement=1e-9,
    symmetries={"rotation": {}, "sign": {}},
)
def mechanize(t, g, x, slots, hp, inner):
    """Learns a factor for the sum of another rule's steps, and moves from the starting point by the scaled sum.

    Δ' = Δ S / (S + ε),  h = (g + λ S ‖g‖ / (‖x‖ + ε) x)ᵀ Δ',  r ← β r + clip(h, −m, m) s,
    m ← max(β m, |h| + ε),  v ← β² v + h²,  s ← (σ m / K + max(r, 0)) / (√v + ε),
    Δ ← Δ' − u,  x ← x₀ − S Δ  with  S = Σ s over β = 1 − 0.1ⁱ, i = 1 … K

    where u is the step of the wrapped rule, whose ``learning_rate`` matters little, σ is ``s_init`` (s starts
    at σ and S at K σ), λ is ``mech_decay``, K is ``num_betas`` and ε = 10⁻⁸. h uses S before the step, and r
    uses m before the step, a clipping that the authors added in Optax. Optax computes Δ' = (x₀ − x) / (S + ε).
    Here the state holds Δ, because while S is small that difference has no correct digits in float32, where x
    would never leave x₀, and about eight in float64. The two implementations agree to those eight digits.
    """
    delta, r, m, v, s = slots
    k = hp.num_betas
    lost = jnp.asarray([0.1**i for i in range(1, k + 1)], x.dtype).reshape(k, *(1,) * (x.ndim - 1))  # 1 − β
    old = jnp.sum(s, axis=0, keepdims=True)
    before = delta * (old / (old + EPS))
    decayed = g + hp.mech_decay * old * (norm(g) / (norm(x) + EPS)) * x
    h = jnp.sum(decayed * before, axis=0, keepdims=True)
    r = r - lost * r + jnp.clip(h, -m, m) * s
    m = jnp.maximum(m - lost * m, jnp.abs(h) + EPS)
    v = v - lost * (2.0 - lost) * v + h * h
    s = (hp.s_init / k * m + jnp.maximum(r, 0.0)) / (jnp.sqrt(v) + EPS)
    after = before - inner(t, g, x)
    return old * delta - jnp.sum(s, axis=0, keepdims=True) * after, (after, r, m, v, s)

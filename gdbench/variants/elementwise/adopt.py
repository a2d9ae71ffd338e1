"""ADOPT."""

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import Reference, SpecialCase, complement, log, static


@variant(
    slots=("first_moment", "second_moment"),
    hyperparameters={
        "learning_rate": log(1e-3, 1e-5, 1e3, tuned=True),
        "b1": complement(0.9, 1e-2, 1.0, tuned=True),
        "b2": complement(0.9999, 1e-5, 0.1),
        "eps": log(1e-6, 1e-8, 1e-2),
        "clip": static(True, True, False),
        "nesterov": static(False, False, True),
    },
    source="Taniguchi et al. 2024, arXiv:2411.02853, ADOPT, clipped as in its later version",
    reference=Reference("optax:adopt", names={"clip": "use_clipping"}),
    special_cases=(SpecialCase("adopt", here={"b1": 0.0, "nesterov": True}, there={"nesterov": False}),),
    symmetries={"scale": {"eps": 0.0}, "sign": {}},
    switches={"nesterov": {}},
)
def adopt(t, g, x, slots, hp):
    """Divides each gradient by the root mean square of the gradients before it, and averages the quotients.

    n = g / max(√v, ε),  m ← β₁ m + (1 − β₁) clip(n, ±(t − 1)^¼),  x ← x − η m,  v ← β₂ v + (1 − β₂) g²

    where η is ``learning_rate``, β₁ is ``b1``, β₂ is ``b2`` and ε is ``eps``. The first step only sets v = g².
    Without ``clip``, n is not clipped; with ``nesterov``, the step is −η (β₁ m + (1 − β₁) n) with n as clipped.
    """
    del x
    m, v = slots
    first = t == 1
    n = g / jnp.maximum(jnp.sqrt(v), hp.eps)
    if hp.clip:
        limit = (t - 1) ** 0.25
        n = jnp.clip(n, -limit, limit)
    m = jnp.where(first, m, m + hp.one_minus_b1 * (n - m))
    u = m + hp.one_minus_b1 * (n - m) if hp.nesterov else m
    v = jnp.where(first, g * g, (1.0 - hp.one_minus_b2) * v + hp.one_minus_b2 * g * g)
    return -hp.learning_rate * jnp.where(first, 0.0, u), (m, v)

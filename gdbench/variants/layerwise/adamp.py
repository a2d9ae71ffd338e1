"""AdamP: Adam without growth of weights whose scale has no effect."""

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import SpecialCase, complement, linear, log
from gdbench.variants._maths import bias_correction, norm


@variant(
    slots=("first_moment", "second_moment"),
    hyperparameters={
        "learning_rate": log(1e-3, 1e-5, 1e3, tuned=True),
        "b1": complement(0.9, 1e-2, 1.0, tuned=True),
        "b2": complement(0.999, 1e-4, 0.3),
        "eps": log(1e-8, 1e-12, 1e-2),
        "weight_decay": linear(0.0, 0.0, 1e-1),
        "delta": linear(0.1, 0.0, 1.0),
        "wd_ratio": linear(0.1, 0.0, 1.0),
    },
    source="Heo et al. 2020, arXiv:2006.08217, algorithm 2",
    over="leaf",
    special_cases=(
        SpecialCase("adamw", here={"delta": 0.0, "weight_decay": 1e-2}),
        SpecialCase("adam", here={"delta": 0.0, "weight_decay": 0.0}),
    ),
    symmetries={"scale": {"eps": 0.0}, "sign": {}},
)
def adamp(t, g, x, slots, hp):
    """Removes from Adam's step its component along the weights where the gradient is nearly perpendicular to them.

    p = m̂ / (√v̂ + ε);  if |cos(x, g)| < δ / √n:  p ← p − (eᵀp) e  with  e = x / ‖x‖,  λ ← ω λ;
    x ← x − η (p + λ x)

    where η is ``learning_rate``, β₁ is ``b1``, β₂ is ``b2``, ε is ``eps``, λ is ``weight_decay``, δ is
    ``delta`` and ω is ``wd_ratio``; m̂ and v̂ are Adam's, n is the size of the leaf. The cosine is 0 where x or
    g is zero. The rule tests each leaf as a whole; the authors' code tests the channels of a leaf first.
    """
    m, v = slots
    m = (1.0 - hp.one_minus_b1) * m + hp.one_minus_b1 * g
    v = (1.0 - hp.one_minus_b2) * v + hp.one_minus_b2 * g * g
    m_hat = m / bias_correction(hp.one_minus_b1, t)
    p = m_hat / (jnp.sqrt(v / bias_correction(hp.one_minus_b2, t)) + hp.eps)
    e = unit(x)
    perpendicular = jnp.abs(cosine(x, g)) < hp.delta / jnp.sqrt(1.0 * x.shape[0])
    p = jnp.where(perpendicular, p - jnp.sum(e * p, axis=0) * e, p)
    decay = jnp.where(perpendicular, hp.wd_ratio * hp.weight_decay, hp.weight_decay)
    return -hp.learning_rate * (p + decay * x), (m, v)


def cosine(a, b):
    """Return the cosine of the angle between a and b, exact for scalars so that δ = 1 is free of rounding."""
    if a.shape[0] == 1:
        return jnp.sign(a[0]) * jnp.sign(b[0])
    return jnp.sum(unit(a) * unit(b), axis=0)


def unit(v):
    """Return v / ‖v‖, or zero."""
    length = norm(v)
    return v / jnp.where(length > 0, length, 1.0)

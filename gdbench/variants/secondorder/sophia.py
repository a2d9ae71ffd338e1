"""Sophia with Hutchinson's estimator."""

from typing import Any, NamedTuple

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import complement, linear, log, static
from gdbench.variants._maths import bias_correction, signs


class State(NamedTuple):
    """The mean gradient and the mean of the Hessian's diagonal."""

    mean: Any  # [n]
    curvature: Any  # [n]


def init(x, oracle, hp, key):
    """Return both means as zeros."""
    del oracle, hp, key
    return State(jnp.zeros_like(x), jnp.zeros_like(x))


@variant(
    hyperparameters={
        "learning_rate": log(1e-3, 1e-5, 1e3, tuned=True),
        "b1": complement(0.965, 1e-2, 1.0, tuned=True),
        "b2": complement(0.99, 1e-3, 0.3),
        "eps": log(1e-8, 1e-15, 1e-2),
        "gamma": log(0.01, 1e-3, 1.0),
        "weight_decay": linear(0.0, 0.0, 0.1),
        "clip_threshold": log(1.0, 0.1, 10.0),
        "update_interval": static(10, tried=(4,)),
        "mode": static("paper", "paper", "optax"),
    },
    source="Liu et al. 2023, arXiv:2305.14342, algorithms 1 and 3",
    init=init,
    needs={"hvp"},
    charges=lambda t, hp, share: {"gradients": 1, "hvps": (t - 1) % hp.update_interval == 0} if t else {},
)
def sophia(t, x, state, oracle, hp, key):
    """Divides the mean gradient by the mean curvature, and clips each coordinate of the step to a limit.

    m ← β₁ m + (1 − β₁) g;  every k steps:  h ← β₂ h + (1 − β₂) z (H z);
    x ← x − η (clip(m / max(γ h, ε), ±ρ) + λ x)

    where z is −1 or 1 at random in each coordinate, η is ``learning_rate``, β₁ is ``b1``, β₂ is ``b2``, γ is
    ``gamma``, ε is ``eps``, ρ is ``clip_threshold``, λ is ``weight_decay`` and k is ``update_interval``,
    counted from the first step. ``mode`` "optax" uses m / (1 − β₁ᵗ) in place of m, and uses h before its
    update. A step costs one gradient, and every k-th step also costs one product with the Hessian H, both on
    this step's batch.
    """
    g = oracle.gradient(x, batch=oracle.batch)
    mean = (1.0 - hp.one_minus_b1) * state.mean + hp.one_minus_b1 * g

    def refreshed():
        z = signs(key, t, x)
        diagonal = z * oracle.hvp(x, z, batch=oracle.batch)
        return (1.0 - hp.one_minus_b2) * state.curvature + hp.one_minus_b2 * diagonal

    curvature = oracle.cond((t - 1) % hp.update_interval == 0, refreshed, lambda: state.curvature)
    if hp.mode == "optax":
        ratio = mean / bias_correction(hp.one_minus_b1, t) / jnp.maximum(hp.gamma * state.curvature, hp.eps)
    else:
        ratio = mean / jnp.maximum(hp.gamma * curvature, hp.eps)
    bounded = jnp.clip(ratio, -hp.clip_threshold, hp.clip_threshold)
    return x - hp.learning_rate * (bounded + hp.weight_decay * x), State(mean, curvature)

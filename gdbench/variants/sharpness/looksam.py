"""LookSAM: SAM with its second gradient computed every few steps."""

from jax import numpy as jnp

from gdbench.registry import wrapper
from gdbench.types import linear, log, static
from gdbench.variants._maths import across, norm, unit


def init(x, oracle, hp, key):
    """Return zero for v, the part of the last uphill gradient that is orthogonal to the gradient at x."""
    del oracle, hp, key
    return jnp.zeros_like(x)


@wrapper(
    base="sgd",
    hyperparameters={
        "rho": log(0.05, 1e-3, 1.0, tuned=True),
        "alpha": linear(0.7, 0.0, 2.0),
        "period": static(5, tried=(4,)),
    },
    source="Liu et al. 2022, arXiv:2203.02714, algorithm 1",
    init=init,
    charges=lambda t, hp, share: {"gradients": 1 + ((t - 1) % hp.period == 0)} if t else {},
)
def looksam(t, x, state, oracle, hp, key, inner):
    """Runs SAM, but computes its second gradient every few steps and reuses the orthogonal part in between.

    every k steps:  p = ∇f(x + ρ g / ‖g‖), v ← p − (pᵀg / ‖g‖²) g, x ← x + s(p);
    in between:  x ← x + s(g + α (‖g‖ / ‖v‖) v)

    where g = ∇f(x), s is the step of the wrapped rule with its ``learning_rate``, ρ is ``rho``, α is ``alpha``
    and k is ``period``. All gradients use the step's batch; a step costs one gradient, and every k-th step
    costs two. Where g = 0, v = p; where v = 0, nothing is added.
    """
    del key
    g = oracle.gradient(x, batch=oracle.batch)

    def raised():
        p = oracle.gradient(x + hp.rho * unit(g), batch=oracle.batch)
        return p, across(p, g)

    def reused():
        return g + hp.alpha * (norm(g) * unit(state)), state

    seen, kept = oracle.cond((t - 1) % hp.period == 0, raised, reused)
    return x + inner(t, seen, x), kept

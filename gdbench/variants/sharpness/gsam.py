"""GSAM: surrogate gap guided sharpness-aware minimisation."""

from gdbench.registry import wrapper
from gdbench.types import linear, log
from gdbench.variants._maths import across, unit


def init(x, oracle, hp, key):
    """Return an empty state, because the wrapper has no memory."""
    del x, oracle, hp, key
    return ()


@wrapper(
    base="sgd",
    hyperparameters={
        "rho": log(0.05, 1e-3, 1.0, tuned=True),
        "alpha": linear(0.4, 0.0, 1.0),
    },
    source="Zhuang et al. 2022, arXiv:2203.08065, algorithm 1",
    init=init,
    charges=lambda t, hp, share: {"gradients": 2} if t else {},
)
def gsam(t, x, state, oracle, hp, key, inner):
    """Extends SAM by an ascent of the loss at x, orthogonal to the uphill gradient, which reduces the surrogate gap.

    g = ∇f(x), p = ∇f(x + ρ g / ‖g‖),  x ← x + s(p − α g⊥)  with  g⊥ = g − (gᵀp / ‖p‖²) p

    where s is the step of the wrapped rule with its ``learning_rate``, ρ is ``rho`` and α is ``alpha``; α = 0
    gives SAM. Both gradients use this step's batch, so a step costs two gradients. Where p = 0, g⊥ = g.
    """
    del key
    g = oracle.gradient(x, batch=oracle.batch)
    raised = oracle.gradient(x + hp.rho * unit(g), batch=oracle.batch)
    return x + inner(t, raised - hp.alpha * across(g, raised), x), state

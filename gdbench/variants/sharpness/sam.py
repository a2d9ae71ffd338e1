"""SAM: sharpness-aware minimisation."""

from gdbench.registry import wrapper
from gdbench.types import log
from gdbench.variants._maths import unit


def init(x, oracle, hp, key):
    """Return an empty state, because the wrapper has no memory."""
    del x, oracle, hp, key
    return ()


@wrapper(
    base="sgd",
    hyperparameters={"rho": log(0.05, 1e-3, 1.0, tuned=True)},
    source="Foret et al. 2020, arXiv:2010.01412, algorithm 1",
    init=init,
    charges=lambda t, hp, share: {"gradients": 2} if t else {},
)
def sam(t, x, state, oracle, hp, key, inner):
    """Gives another rule the gradient at a point uphill, which favours flat minima.

    g = ∇f(x),  x ← x + s(∇f(x + ρ g / ‖g‖))

    where s is the step of the wrapped rule with its ``learning_rate`` and ρ is ``rho``. Both gradients use this
    step's batch, so a step costs two gradients. Where g = 0, the second gradient is taken at x itself.
    """
    del key
    g = oracle.gradient(x, batch=oracle.batch)
    raised = oracle.gradient(x + hp.rho * unit(g), batch=oracle.batch)
    return x + inner(t, raised, x), state

"""ASAM: adaptive sharpness-aware minimisation."""

from jax import numpy as jnp

from gdbench.registry import wrapper
from gdbench.types import log
from gdbench.variants._maths import unit


def init(x, oracle, hp, key):
    """Return an empty state, because the wrapper has no memory."""
    del x, oracle, hp, key
    return ()


@wrapper(
    base="sgd",
    hyperparameters={
        "rho": log(0.5, 1e-2, 10.0, tuned=True),
        "eta": log(0.01, 1e-4, 1.0),
    },
    source="Kwon et al. 2021, arXiv:2102.11600, algorithm 1 with the elementwise operator",
    init=init,
    charges=lambda t, hp, share: {"gradients": 2} if t else {},
)
def asam(t, x, state, oracle, hp, key, inner):
    """Gives another rule the gradient at a point uphill, at a distance in units of the parameters' own size.

    g = ∇f(x), T = |x| + c,  x ← x + s(∇f(x + ρ T² g / ‖T g‖))

    where s is the step of the wrapped rule with its ``learning_rate``, ρ is ``rho`` and c is ``eta``; products
    are elementwise. Both gradients use this step's batch, so a step costs two gradients. Where g = 0, the
    second gradient is taken at x itself.
    """
    del key
    size = jnp.abs(x) + hp.eta
    g = oracle.gradient(x, batch=oracle.batch)
    raised = oracle.gradient(x + hp.rho * (size * unit(size * g)), batch=oracle.batch)
    return x + inner(t, raised, x), state

"""The extragradient method."""

from gdbench.registry import variant
from gdbench.types import log


def init(x, oracle, hp, key):
    """Return an empty state, because the rule has no memory."""
    del x, oracle, hp, key
    return ()


@variant(
    hyperparameters={"learning_rate": log(1e-2, 1e-8, 1e2, tuned=True)},
    source="Korpelevich 1976, Ekonomika i Matematicheskie Metody 12, 747–756",
    init=init,
    charges=lambda t, hp, share: {"gradients": 2} if t else {},
)
def extragradient(t, x, state, oracle, hp, key):
    """Takes a trial gradient step, and then steps from the old point along the gradient at the trial point.

    y = x − η ∇f(x),  x ← x − η ∇f(y)

    where η is ``learning_rate``. Both gradients use this step's batch, so a step costs two gradients. The rule
    converges in games where gradient descent circles around the saddle point.
    """
    del t, key
    y = x - hp.learning_rate * oracle.gradient(x, batch=oracle.batch)
    return x - hp.learning_rate * oracle.gradient(y, batch=oracle.batch), state

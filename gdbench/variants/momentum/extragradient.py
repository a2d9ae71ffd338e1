"""The extragradient method."""

from gdbench.registry import variant
from gdbench.types import log


def init(x, oracle, hp, key):
    """Return nothing: the rule has no memory."""
    del x, oracle, hp, key
    return ()


@variant(
    hyperparameters={"learning_rate": log(1e-2, 1e-6, 10.0, tuned=True)},
    source="Korpelevich 1976, Ekonomika i Matematicheskie Metody 12, 747–756",
    init=init,
    charges=lambda t, hp, share: {"gradients": 2} if t else {},
)
def extragradient(t, x, state, oracle, hp, key):
    """Tries a gradient step, and takes from where it stood the step that the gradient there asks for.

    y = x − η ∇f(x),  x ← x − η ∇f(y)

    where η is ``learning_rate``. Both gradients are those of this step's batch; a step costs two. Where gradient
    descent circles around a saddle of a game, it converges.
    """
    del t, key
    y = x - hp.learning_rate * oracle.gradient(x, batch=oracle.batch)
    return x - hp.learning_rate * oracle.gradient(y, batch=oracle.batch), state

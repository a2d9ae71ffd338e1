"""Newton's method."""

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import linear
from gdbench.variants._linear_algebra import solve


def init(x, oracle, hp, key):
    """Return an empty state, because the rule has no memory."""
    del x, oracle, hp, key
    return ()


@variant(
    hyperparameters={"learning_rate": linear(1.0, 0.1, 1.0, tuned=True)},
    source="Nocedal & Wright 2006, Numerical Optimization, section 3.3",
    init=init,
    needs={"hessian"},
    max_dim=128,
    charges=lambda t, hp, share: {"gradients": share, "hessians": share} if t else {},
)
def newton(t, x, state, oracle, hp, key):
    """Steps to the stationary point of the local quadratic model, or part of the way.

    x ← x − η H⁻¹ g

    where η is ``learning_rate`` and H is the Hessian. The rule has no safeguard: saddles and maxima attract it
    as minima do, and a singular H gives no finite step.
    """
    del t, key
    g = oracle.gradient(x)
    d = solve(oracle.hessian(x), g)
    # At a stationary point the step is zero, even if H is singular.
    return x - hp.learning_rate * jnp.where(jnp.any(g != 0), d, 0.0), state

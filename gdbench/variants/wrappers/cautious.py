"""Cautious steps."""

from jax import numpy as jnp

from gdbench.registry import wrapper


@wrapper(
    base="adamw",
    hyperparameters={},
    source="Liang et al. 2024, arXiv:2411.16085, algorithm 1",
    symmetries={"scale": {"eps": 0.0}, "sign": {}},
)
def cautious(t, g, x, slots, hp, inner):
    """Drops the coordinates in which a step would go up the present gradient, and lengthens the others.

    x ← x + s · φ · n / (Σ φ + 1),  φ = 1 where −s g > 0, else 0

    where s is the whole step of the wrapped rule, learning rate and decay included, and n is the number of
    parameters. The sum is over all parameters.
    """
    del hp
    step = inner(t, g, x)
    agrees = (jnp.sign(step) * jnp.sign(g) < 0).astype(x.dtype)
    return step * (agrees * (x.shape[0] / (jnp.sum(agrees, axis=0, keepdims=True) + 1.0))), slots

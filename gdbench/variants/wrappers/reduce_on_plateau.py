"""Reduction of the learning rate on a plateau."""

from jax import numpy as jnp

from gdbench.registry import wrapper
from gdbench.types import linear, static


def start(x, hp):
    """Return the scale, the best value, the count of values without improvement, and the remaining cooldown."""
    del hp
    none = jnp.zeros_like(x[:1])
    return none + 1.0, none + jnp.inf, none, none


@wrapper(
    base="sgd",
    uses=("learning_rate",),
    slots=("scale", "best", "bad", "cooling"),
    hyperparameters={
        "factor": linear(0.1, 0.05, 0.9),
        "patience": static(10),
        "rtol": linear(1e-4, 0.0, 0.1),
        "cooldown": linear(0.0, 0.0, 100.0),
    },
    source="Chollet et al. 2015, Keras, ReduceLROnPlateau; counted as in optax.contrib.reduce_on_plateau",
    start=start,
    value=True,
    symmetries={"rotation": {}, "sign": {}},
)
def reduce_on_plateau(t, g, x, slots, hp, inner, value):
    """Cuts the learning rate when the loss has not fallen for a number of steps.

    b ← 0 if f < (1 − τ) f*, else b + 1;  when b = p:  c ← φ c, b ← 0;  s of the wrapped rule with c η

    where f is the loss at x, f* the best so far, η is ``learning_rate``, τ is ``rtol``, p is ``patience`` and φ
    is ``factor``. For ``cooldown`` steps after a cut, b stays 0. The rule counts steps, not epochs, and a new
    rate already applies to the step whose loss caused the cut. A loss that is NaN counts as no improvement.
    """
    scale, best, bad, cooling = slots
    better = value < (1.0 - hp.rtol) * best
    resting = cooling > 0
    bad = jnp.where(better | resting, 0.0, bad + 1.0)
    cut = bad == hp.patience
    scale = jnp.where(cut, hp.factor * scale, scale)
    cooling = jnp.where(resting, cooling - 1.0, jnp.where(cut, hp.cooldown, 0.0))
    step = inner(t, g, x, learning_rate=hp.learning_rate * scale[0])
    return step, (scale, jnp.where(better, value, best), jnp.where(cut, 0.0, bad), cooling)

"""Gradient descent with adaptive gradient clipping."""

import math

from jax import numpy as jnp

from gdbench.registry import variant
from gdbench.types import SpecialCase, log
from gdbench.variants._maths import norm


@variant(
    hyperparameters={
        "learning_rate": log(1e-2, 1e-3, 1e4, tuned=True),
        "clipping": log(1e-2, 1e-4, 1.0),
        "eps": log(1e-3, 1e-6, 1e-1),
    },
    source="Brock, De, Smith & Simonyan 2021, arXiv:2102.06171, equation 3",
    over="matrix",
    special_cases=(SpecialCase("sgd", here={"clipping": 1e12}),),
    symmetries={"sign": {}},
)
def agc_sgd(t, g, x, slots, hp):
    """Clips the gradient of each unit to a share of the norm of the unit's weights.

    x ← x − η g · min(1, c · max(‖x‖, ε) / ‖g‖)

    where η is ``learning_rate``, c is ``clipping`` and ε is ``eps``. Norms are over the weights into one unit:
    over a column of a matrix, or over a whole vector or a whole matrix with a single row or column.
    """
    del t
    units = by_unit(x.shape)
    weights, gradient = x.reshape(units), g.reshape(units)
    length, limit = norm(gradient), hp.clipping * jnp.maximum(norm(weights), hp.eps)
    clipped = gradient * (limit / jnp.maximum(length, 1e-6))
    return -hp.learning_rate * jnp.where(length < limit, gradient, clipped).reshape(g.shape), slots


def by_unit(shape):
    """Return the shape [inputs, units] of a leaf: its last axis counts units if it has two sides above 1."""
    size = math.prod(shape)
    wide = sum(side > 1 for side in shape) > 1
    return (size // shape[-1], shape[-1]) if wide else (size, 1)

"""How large the gradient of each layer is, for tasks about gradients that vanish or explode."""

import jax
from jax import numpy as jnp


def layer_norms(loss, params, batch):
    """Return ``grad_norm_layer0``, …: the norm of the gradient by weights and biases of each layer on ``batch``."""
    gradient = jax.grad(loss)(params, batch)
    squares = {name: jnp.sum(leaf**2) for name, leaf in gradient.items()}
    layers = range(len(gradient) // 2)
    return {f"grad_norm_layer{i}": jnp.sqrt(squares[f"w{i}"] + squares[f"b{i}"]) for i in layers}

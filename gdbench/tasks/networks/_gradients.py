"""Gradient norms of layers, for tasks about vanishing or exploding gradients."""

import jax
from jax import numpy as jnp


def layer_norms(loss, params, batch):
    """Return ``grad_norm_layer0``, …: the norm of each layer's gradient by weights and biases on ``batch``."""
    gradient = jax.grad(loss)(params, batch)
    squares = {name: jnp.sum(leaf**2) for name, leaf in gradient.items()}
    layers = range(len(gradient) // 2)
    return {f"grad_norm_layer{i}": jnp.sqrt(squares[f"w{i}"] + squares[f"b{i}"]) for i in layers}

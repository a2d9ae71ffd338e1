"""Layers of small networks and their first weights, for every task that stacks them."""

from itertools import pairwise

import jax
from jax import numpy as jnp

from gdbench.tasks._normals import normals


def layer_weights(key, shapes, gain=2.0):
    """Return w0, b0, w1, b1, …: normal weights of variance gain / fan-in (He et al. 2015: 2), zero biases.

    ``shapes`` are those of the weights; the last axis counts outputs, the product of the others is the fan-in.
    """
    drawn = normals(key, **{f"w{i}": tuple(shape) for i, shape in enumerate(shapes)})
    params = {}
    for i, weights in enumerate(drawn.values()):
        outputs = weights.shape[-1]
        params[f"w{i}"] = jnp.sqrt(gain * outputs / weights.size) * weights
        params[f"b{i}"] = jnp.zeros((outputs,))
    return params


def dense_weights(key, widths, gain=2.0):
    """Return the first weights of a chain of dense layers of these widths, inputs and outputs included."""
    return layer_weights(key, pairwise(widths), gain)


def dense(params, x, activation=jax.nn.relu, layers=None):
    """Return what dense layers make of ``x`` ``[examples, inputs]``: activation between them, none after the last.

    ``layers`` are the numbers of their weights, all of ``params`` unless given.
    """
    layers = range(len(params) // 2) if layers is None else layers
    for i in layers:
        x = x @ params[f"w{i}"] + params[f"b{i}"]
        x = x if i == layers[-1] else activation(x)
    return x

"""Layers of small networks and their initial weights, for all tasks with such networks."""

from itertools import pairwise

import jax
from jax import numpy as jnp

from gdbench.tasks._normals import normals


def layer_weights(key, shapes, gain=2.0):
    """Return w0, b0, w1, b1, …: normal weights of variance gain / fan-in and zero biases.

    ``shapes`` are the shapes of the weights. The last axis counts outputs, and the product of the others is the
    fan-in. He et al. 2015 use gain 2.
    """
    drawn = normals(key, **{f"w{i}": tuple(shape) for i, shape in enumerate(shapes)})
    params = {}
    for i, weights in enumerate(drawn.values()):
        outputs = weights.shape[-1]
        params[f"w{i}"] = jnp.sqrt(gain * outputs / weights.size) * weights
        params[f"b{i}"] = jnp.zeros((outputs,))
    return params


def dense_weights(key, widths, gain=2.0):
    """Return the initial weights of a chain of dense layers with these widths, from inputs to outputs."""
    return layer_weights(key, pairwise(widths), gain)


def dense(params, x, activation=jax.nn.relu, layers=None):
    """Return the output of dense layers for ``x`` ``[examples, inputs]``, with ``activation`` between the layers.

    ``layers`` are the indices of the weights to use; by default they are all of ``params``.
    """
    layers = range(len(params) // 2) if layers is None else layers
    for i in layers:
        x = x @ params[f"w{i}"] + params[f"b{i}"]
        x = x if i == layers[-1] else activation(x)
    return x

"""Evaluates runs in groups of fixed size, so that matrix products do not make results depend on the number of runs.

A product of the examples of a task with the parameters of many runs is one call of a library, which sums over the
examples in another order when there are more columns: measured on XLA:CPU, the last bits change with the tile. In
groups of a fixed width they do not change. Products within one run (with its own batch, or of a rule's matrices) need
no groups.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jax
import numpy as np
from jax import numpy as jnp


def in_groups(
    function: Callable[..., Any],
    width: int,
    keys: jax.Array,
    arguments: tuple[Any, ...],
    axes: tuple[int, ...],
    out_axes: Any,
) -> Any:
    """Return ``function(*arguments)``, evaluated on ``width`` runs at a time; the last group is padded.

    ``keys`` are the runs' ``[R, 2]``. ``axes`` says where each argument (a pytree of arrays) has its runs, and
    ``out_axes`` (a prefix) where the results have them.
    """
    runs = jax.tree.leaves(arguments[0])[0].shape[axes[0]]
    if runs == 1:  # programs of one run only count operations and draw paths; they give no results
        return function(*arguments)
    function = jax.jit(function)  # so that it is traced once: for its shapes, and in the loop
    groups = -(-runs // width)
    room = max(2, groups)  # with one group, its slice would be the whole array, and XLA would compile other code
    places = tuple(jax.tree.broadcast(axis, each) for axis, each in zip(axes, arguments, strict=True))
    filled = jax.tree.map(lambda array, axis: _filled(array, axis, room * width), arguments, places)

    def part(start: Any) -> tuple[Any, ...]:
        cut = lambda array, axis: jax.lax.dynamic_slice_in_dim(array, start, width, axis)  # noqa: E731
        return jax.tree.map(cut, filled, places)

    shapes = jax.eval_shape(lambda: function(*part(0)))
    ends = jax.tree.broadcast(out_axes, shapes)

    def one(group: Any, whole: Any) -> Any:
        put = lambda all_, new, axis: jax.lax.dynamic_update_slice_in_dim(all_, new, group * width, axis)  # noqa: E731
        return jax.tree.map(put, whole, function(*part(group * width)), ends)

    blank = jax.tree.map(lambda shape, axis: jnp.zeros(_widened(shape.shape, axis, room), shape.dtype), shapes, ends)
    # XLA would also compile other code for a loop whose length it knows. The length depends on the first word of a key,
    # which is 0 in all our keys, but the compiler cannot know that.
    count = groups - (keys[0, 0] == np.uint32(0xFFFFFFFF)).astype(jnp.int32)
    whole = jax.lax.fori_loop(0, count, one, blank)
    return jax.tree.map(lambda array, axis: jax.lax.slice_in_dim(array, 0, runs, axis=axis), whole, ends)


def _filled(array: jax.Array, axis: int, runs: int) -> jax.Array:
    """Return an array with its last run repeated up to the given number of runs."""
    missing = [(0, 0)] * array.ndim
    missing[axis] = (0, runs - array.shape[axis])
    return jnp.pad(array, missing, mode="edge") if any(end for _, end in missing) else array


def _widened(shape: tuple[int, ...], axis: int, times: int) -> tuple[int, ...]:
    wide = list(shape)
    wide[axis] *= times
    return tuple(wide)

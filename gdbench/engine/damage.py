"""Damage to the state of a rule: numbers that were finite before the first step and are not finite any more.

A square that overflows in one coordinate stops that coordinate for ever, while the point stays finite and the others
move on. What is infinite on purpose before the first step, such as the best value so far, is not watched: neither a
slot or leaf that holds such a number, nor a row that is one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import jax
from jax import numpy as jnp

from gdbench.engine.layout import Layout
from gdbench.engine.views import BlockState


class Watched(NamedTuple):
    """Which parts of the states of R runs are watched: whole arrays ``[R]``, and single rows in the shape of rows."""

    arrays: tuple[jax.Array, ...]
    rows: jax.Array | None = None


def watched_block(state: BlockState, layout: Layout) -> Watched:
    """Return what is watched of a state of slots and rows, given the state before the first step."""
    return Watched(tuple(finite(slot, layout) for slot in state.slots), jnp.isfinite(state.rows))


def damaged_block(watched: Watched, state: BlockState, layout: Layout) -> jax.Array | bool:
    """Return whether each run ``[R]`` has lost a watched number, or False if the state holds no floats."""
    lost = _damaged(watched.arrays[: len(state.slots)], state.slots, layout)
    rows = state.rows.shape[layout.coordinates]
    if watched.rows is None or not rows:
        return lost
    bad = layout.head(watched.rows, rows) & ~jnp.isfinite(state.rows)
    return lost | jnp.any(bad, axis=layout.coordinates)


def watched_tree(state: Any, layout: Layout) -> Watched:
    """Return what is watched of a state of any structure, given the state before the first step."""
    return Watched(tuple(finite(leaf, layout) for leaf in _floats(state)))


def damaged_tree(watched: Watched, state: Any, layout: Layout) -> jax.Array | bool:
    """Return whether each run ``[R]`` has lost a watched number, or False if the state holds no floats."""
    return _damaged(watched.arrays, _floats(state), layout)


def finite(array: jax.Array, layout: Layout) -> jax.Array:
    """Return whether all numbers of each run ``[R]`` are finite.

    0 times a finite number is 0 and 0 times any other is NaN; this sum takes half as long as a test of each number.
    """
    return jnp.sum(array * 0.0, axis=layout.within_run(array.ndim)) == 0.0


def _damaged(watched: Sequence[jax.Array], arrays: Sequence[jax.Array], layout: Layout) -> jax.Array | bool:
    lost: jax.Array | bool = False
    for one, array in zip(watched, arrays, strict=True):
        lost = lost | (one & ~finite(array, layout))
    return lost


def _floats(state: Any) -> list[jax.Array]:
    return [leaf for leaf in jax.tree.leaves(state) if jnp.issubdtype(leaf.dtype, jnp.inexact)]

"""The views of a gradient rule on the parameters, and the layout of its state as slots and rows.

State arrays that are shaped like the parameters become slots; arrays of any other shape are concatenated in one block
of rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import jax
import numpy as np
from jax import numpy as jnp

Arrays = tuple[jax.Array, ...]
Shape = tuple[int, ...]


class BlockState(NamedTuple):
    """The state of runs: slots shaped like the parameters, ``rows`` of other floats, and integers."""

    slots: Arrays
    rows: jax.Array
    integers: jax.Array


class View(NamedTuple):
    """The part of the parameters that one call of a rule sees: coordinates from ``offset`` on, in ``shape``; and the
    shapes of its state."""

    offset: int
    shape: Shape
    state: tuple[Shape, ...]

    def cut(self, flat: jax.Array) -> jax.Array:
        """Return the part ``[*shape, *runs]`` of ``[n, *runs]``."""
        return _slice(flat, self.offset, self.shape)


@dataclass(frozen=True)
class StateTable:
    """The views of a rule, and the places of their state arrays among its slots and rows."""

    views: tuple[View, ...]

    @cached_property
    def slotted(self) -> tuple[int, ...]:
        """Which arrays of the state are shaped like the parameters, in every view."""
        fewest = min((len(view.state) for view in self.views), default=0)
        return tuple(j for j in range(fewest) if all(view.state[j] == view.shape for view in self.views))

    @cached_property
    def rows(self) -> int:
        """The number of numbers per run in the other arrays."""
        return sum(size_of(shape) for view in self.views for j, shape in enumerate(view.state) if j not in self.slotted)

    def packed(self, states: Sequence[Sequence[jax.Array]], x: jax.Array) -> tuple[Arrays, jax.Array]:
        """Return the state of all views as slots and rows, for points ``x`` of ``[n, *runs]``."""
        runs = x.shape[1:]
        flat = lambda parts: [part.reshape((-1, *runs)) for part in parts]  # noqa: E731
        slots = tuple(joined(flat(state[j] for state in states)) for j in self.slotted)
        others = [part for state in states for j, part in enumerate(state) if j not in self.slotted]
        return slots, joined(flat(others) or [jnp.zeros((0, *runs), x.dtype)])

    def unpacked(self, slots: Arrays, rows: jax.Array) -> list[Arrays]:
        """Return the state of each view, as its rule sees it."""
        found, offset = [], 0
        for view in self.views:
            state, mine = [], iter(slots)
            for j, shape in enumerate(view.state):
                if j in self.slotted:
                    state.append(view.cut(next(mine)))
                    continue
                state.append(_slice(rows, offset, shape))
                offset += size_of(shape)
            found.append(tuple(state))
        return found


def joined(parts: Sequence[jax.Array]) -> jax.Array:
    """Return arrays concatenated along their first axis."""
    return parts[0] if len(parts) == 1 else jnp.concatenate(parts)


def size_of(shape: Shape) -> int:
    """Return how many numbers an array of this shape holds."""
    return int(np.prod(shape, dtype=int))


def _slice(flat: jax.Array, offset: int, shape: Shape) -> jax.Array:
    size = size_of(shape)
    part = flat if size == flat.shape[0] else flat[offset : offset + size]
    return part.reshape((*shape, *flat.shape[1:]))

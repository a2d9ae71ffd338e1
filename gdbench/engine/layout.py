"""The layout of arrays of runs, whose runs are the first or the last axis, and all code that depends on it."""

from __future__ import annotations

from enum import Enum

import jax
from jax import numpy as jnp


class Layout(Enum):
    """The order of the axes of a block of runs; the value is the axis that counts runs.

    Test functions have runs last, ``[n, R]``, so that the inner loop over runs is long and contiguous. Tasks and full
    rules have runs first, ``[R, n]``, for batched matrix products and for rules that are mapped over single runs.
    """

    RUNS_FIRST = 0
    RUNS_LAST = -1

    @property
    def axis(self) -> int:
        """The axis that counts runs, as `jax.vmap` takes it."""
        return self.value

    @property
    def coordinates(self) -> int:
        """The axis that counts coordinates."""
        return 1 if self is Layout.RUNS_FIRST else 0

    def shape(self, size: int, runs: int) -> tuple[int, int]:
        """Return the shape of a block of ``size`` numbers per run."""
        return (runs, size) if self is Layout.RUNS_FIRST else (size, runs)

    def within_run(self, axes: int) -> tuple[int, ...]:
        """Return all axes of an array with so many axes, except the one that counts runs."""
        return tuple(axis for axis in range(axes) if axis != self.axis % axes)

    def per_run(self, row: jax.Array) -> jax.Array:
        """Return one number per run ``[R]`` in a shape that broadcasts against a block."""
        return row[:, None] if self is Layout.RUNS_FIRST else row

    def run(self, block: jax.Array, number: int) -> jax.Array:
        """Return the numbers of one run of a block."""
        return block[number] if self is Layout.RUNS_FIRST else block[..., number]

    def alone(self, run: jax.Array) -> jax.Array:
        """Return the numbers of one run as a block that contains only this run."""
        return run[None] if self is Layout.RUNS_FIRST else run[..., None]

    def head(self, block: jax.Array, size: int) -> jax.Array:
        """Return the first ``size`` numbers of every run."""
        return block[:, :size] if self is Layout.RUNS_FIRST else block[:size]

    def padded(self, block: jax.Array, size: int) -> jax.Array:
        """Return the block with zeros appended up to ``size`` numbers per run."""
        missing = (0, size - block.shape[self.coordinates])
        return jnp.pad(block, ((0, 0), missing) if self is Layout.RUNS_FIRST else (missing, (0, 0)))

    def runs_first(self, block: jax.Array) -> jax.Array:
        """Return the block with its runs first; applied again, the function returns the original block."""
        return block if self is Layout.RUNS_FIRST else block.T

    def norms(self, block: jax.Array) -> jax.Array:
        """Return the length of the numbers of each run ``[R]``."""
        return jnp.sqrt(jnp.sum(block * block, axis=self.coordinates))

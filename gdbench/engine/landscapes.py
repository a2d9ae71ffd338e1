"""The gap of a problem over two of its coordinates, and the paths of runs: the data of a contour with paths."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import jax
import numpy as np
from jax import numpy as jnp

from gdbench.engine.bundles import Bundle, bundle_key
from gdbench.engine.compiled import EASY, compile_with
from gdbench.engine.inputs import Inputs
from gdbench.engine.options import known_options
from gdbench.engine.tiles import shared_inputs, tile_inputs
from gdbench.engine.trajectories import evaluated
from gdbench.types import Cell, Lane, Problem


@dataclass(frozen=True)
class Contour:
    """The gap f − f* ``[b, a]`` over ``first`` ``[a]`` and ``second`` ``[b]``, two coordinates of a problem.

    Further coordinates are held at ``centre`` ``[n]``. ``start`` ``[2]``, ``minimisers`` ``[k, 2]`` and ``paths``
    (label → ``[steps + 1, 2]``) are their projections.
    """

    problem: str
    axes: tuple[int, int]
    first: np.ndarray
    second: np.ndarray
    gap: np.ndarray
    centre: np.ndarray
    start: np.ndarray
    minimisers: np.ndarray
    paths: Mapping[str, np.ndarray] = field(default_factory=dict)


def landscape(
    problem: Problem,
    dim: int | None = None,
    axes: tuple[int, int] = (0, 1),
    points: int = 160,
    paths: Mapping[str, np.ndarray] | None = None,
) -> Contour:
    """Return the gap on a grid over two coordinates; the others are those of the first minimiser (else the start).

    The region contains the start, the minimisers and the paths ``[steps + 1, n]`` with a margin, and is cut at the box
    of the problem, if it has one. Raises ValueError for axes that the problem does not have.
    """
    n = dim or problem.dims.default
    if min(axes) < 0 or max(axes) >= n or axes[0] == axes[1]:
        raise ValueError(f"{problem.name} in {n} dimensions has no plane of coordinates {axes[0]} and {axes[1]}")
    start, minimisers = problem.start(n), problem.minimisers(n)
    centre = minimisers[0] if len(minimisers) else start
    known, walked = np.vstack([start, minimisers]), np.vstack([start, *(paths or {}).values()])
    spans = [_span(known[:, axis], walked[:, axis], problem.box) for axis in axes]
    first, second = (np.linspace(low, high, points) for low, high in spans)
    grid = np.repeat(centre[:, None], points * points, axis=1)
    grid[axes[0]], grid[axes[1]] = np.tile(first, points), np.repeat(second, points)
    minimum = problem.minimum(n)
    value = evaluated(problem, grid, "float64")
    lowest = minimum if np.isfinite(minimum) else np.nanmin(value)
    pick = list(axes)
    projected = {label: path[:, pick] for label, path in (paths or {}).items()}
    gap = (value - lowest).reshape(points, points)
    return Contour(problem.name, axes, first, second, gap, centre, start[pick], minimisers[:, pick], projected)


def path(cell: Cell, lane: Lane) -> np.ndarray:
    """Return the reported points of one run of a cell at the start and after each step ``[steps + 1, n]``."""
    alone = Bundle(bundle_key(cell), (cell,), 1)
    budget = cell.protocol.budget

    def program(inputs: Inputs) -> jax.Array:
        how = alone.method()(inputs)

        def step(state: Any, t: Any) -> Any:
            state = how.advance(t, state, None, None)[0]
            return state, how.answer(t, state)

        state = how.start()
        first = how.answer(jnp.zeros((), jnp.int32), state)
        _, points = jax.lax.scan(step, state, jnp.arange(1, budget + 1, dtype="int32"))
        return jnp.concatenate([first[None], points])

    with known_options(alone.dtype):
        inputs = tile_inputs(alone, cell, [lane], shared_inputs(alone))
        found = compile_with(jax.jit(program).lower(inputs), EASY)(inputs)
    return np.asarray(found, np.float64).reshape(budget + 1, -1)


def _span(known: np.ndarray, walked: np.ndarray, box: tuple[float, float] | None) -> tuple[float, float]:
    """Return the interval of the known points and of path points near them, with a margin, cut at the box."""
    low, high = float(known.min()), float(known.max())
    width = high - low if high > low else max(1.0, abs(high))
    near = walked[np.abs(walked - 0.5 * (low + high)) <= 1.5 * width]
    low, high = min([low, *near]) - 0.25 * width, max([high, *near]) + 0.25 * width
    return (max(low, box[0]), min(high, box[1])) if box else (low, high)

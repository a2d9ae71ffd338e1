"""Makes the arrays of one call of a bundle's program from a cell and its lanes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from gdbench.engine.bundles import Bundle, rule_key
from gdbench.engine.inputs import Inputs, goal
from gdbench.types import Cell, Lane, Lanes


def shared_inputs(bundle: Bundle) -> dict[str, Any]:
    """Return the fields of `Inputs` that all tiles share: the schedule of samples, and the data of a task."""
    protocol = bundle.cells[0].protocol
    schedule = sample_steps(bundle.first_sample, protocol.budget, protocol.samples)
    return {"schedule": schedule, "data": bundle.work.data}


def sample_steps(first: int, last: int, samples: int) -> np.ndarray:
    """Return the steps at which a curve is sampled: the first, then log-spaced up to the last, int32."""
    spaced = np.unique(np.round(np.geomspace(1, last, samples)).astype(np.int32))
    return spaced if first == 1 else np.concatenate([np.zeros(1, np.int32), spaced])


def tile_inputs(bundle: Bundle, cell: Cell, lanes: Sequence[Lane], shared: Mapping[str, Any]) -> Inputs:
    """Return the inputs of one call: the lanes, repeated up to the size of the tile; repeated lanes are not live."""
    settings, which, seeds = _columns(lanes)
    which, seeds = np.resize(which, bundle.tile), np.resize(seeds, bundle.tile)
    own = bundle.work.lane_inputs(cell.workload.unit, seeds, bundle.streams, cell.protocol)
    return Inputs.only(
        **shared,
        **own,
        goal=goal(cell),
        hp=_hyperparameters(bundle, cell, settings)[:, which],
        keys=np.stack([np.zeros_like(seeds), seeds], axis=1).astype(np.uint32),
        live=np.arange(bundle.tile) < len(lanes),
        rule=np.int32(list(bundle.rules).index(rule_key(cell))),
    )


def _columns(lanes: Sequence[Lane]) -> tuple[list[Mapping[str, Any]], np.ndarray, np.ndarray]:
    """Return the distinct settings, and for each lane the index of its setting and its seed."""
    if isinstance(lanes, Lanes):
        return [settings for _, settings in lanes.points], *lanes.columns()
    distinct = {id(lane.settings): lane.settings for lane in lanes}
    number = {each: i for i, each in enumerate(distinct)}
    which, seeds = zip(*((number[id(lane.settings)], lane.seed) for lane in lanes), strict=True)
    return list(distinct.values()), np.array(which), np.array(seeds)


def _hyperparameters(bundle: Bundle, cell: Cell, settings: Sequence[Mapping[str, Any]]) -> np.ndarray:
    """Return the matrix ``[H, settings]`` whose rows are the traced arguments, rounded once from float64."""
    variant, fixed = cell.entry.variant, dict(cell.entry.fixed)
    rows = max(1, *(len(rule.arguments) for rule in bundle.rules.values()))
    matrix = np.zeros((rows, len(settings)), bundle.dtype)
    for column, each in enumerate(settings):
        values = list(variant.arguments(fixed | dict(each)).values())
        matrix[: len(values), column] = values
    return matrix

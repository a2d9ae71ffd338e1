"""From a cell and its lanes to the arrays of one call of its bundle's program."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from gdbench.engine.batches import mini_batches
from gdbench.engine.bundles import Bundle, rule_key
from gdbench.engine.record import Goal
from gdbench.engine.work import ProblemWork, TaskWork
from gdbench.types import Cell, Lane, Lanes, Task


def shared_inputs(bundle: Bundle) -> dict[str, Any]:
    """Return the inputs that all tiles share: the schedule of samples and, for a task, its data."""
    protocol = bundle.cells[0].protocol
    first = 1 if bundle.work.exact and not bundle.is_full else 0
    shared: dict[str, Any] = {"schedule": sample_steps(first, protocol.budget, protocol.samples)}
    if isinstance(bundle.work, TaskWork):
        shared["data"] = bundle.work.data
    return shared


def sample_steps(first: int, last: int, samples: int) -> np.ndarray:
    """Return the steps at which a curve is sampled: the first, then log-spaced up to the last, int32."""
    spaced = np.unique(np.round(np.geomspace(1, last, samples)).astype(np.int32))
    return spaced if first == 1 else np.concatenate([np.zeros(1, np.int32), spaced])


def tile_inputs(bundle: Bundle, cell: Cell, lanes: Sequence[Lane], shared: Mapping[str, Any]) -> dict[str, Any]:
    """Return the inputs of one call: the lanes, repeated up to the tile; the repeats are not live."""
    work, tile = bundle.work, bundle.tile
    settings, which, seeds = _columns(lanes)
    which, seeds = np.resize(which, tile), np.resize(seeds, tile)
    inputs: dict[str, Any] = {
        **shared,
        "hp": _hyperparameters(bundle, cell, settings)[:, which],
        "keys": np.stack([np.zeros_like(seeds), seeds], axis=1).astype(np.uint32),
        "live": np.arange(tile) < len(lanes),
        "goal": goal(cell),
        "rule": np.int32(0 if bundle.is_full else list(bundle.rules).index(rule_key(cell))),
    }
    if isinstance(work, ProblemWork):
        inputs["problem"] = np.int32([p.name for p in work.problems].index(cell.workload.unit.name))
        inputs["start"] = cell.workload.unit.starts(work.dim, seeds).astype(bundle.dtype)
    elif work.batch:
        streams = list(dict.fromkeys(seeds.tolist()))
        inputs["stream"] = np.array([streams.index(seed) for seed in seeds.tolist()], np.int32)
        streams += streams[:1] * (bundle.streams - len(streams))
        table = mini_batches(work.task.examples, work.batch, cell.protocol.budget, streams, work.sampling)
        inputs["batches"] = table
    return inputs


def goal(cell: Cell) -> Goal:
    """Return when a run of this cell has succeeded."""
    unit, protocol = cell.workload.unit, cell.protocol
    as_float = np.dtype(protocol.dtype).type
    if cell.workload.is_task:
        targets, floor = unit.levels or protocol.targets, rounding_floor(unit, protocol.dtype)
        optimum, box, relative = unit.optimum, None, unit.levels is None
    else:
        dim = cell.workload.dim
        targets, relative, box = protocol.targets, True, unit.box
        floor, optimum = unit.floor(dim, protocol.dtype), unit.minimum(dim)
    low, high = box or (-np.inf, np.inf)
    return Goal(
        optimum=as_float(optimum),
        targets=np.asarray(targets, protocol.dtype),
        relative=np.bool_(relative),
        floor=as_float(floor),
        low=as_float(low),
        high=as_float(high),
    )


def rounding_floor(task: Task, dtype: str) -> float:
    """Return the gap of a task's target measure below which this precision shows nothing: 64 eps of its optimum."""
    return 64 * float(np.finfo(dtype).eps) * abs(task.optimum)


def _columns(lanes: Sequence[Lane]) -> tuple[list[Mapping[str, Any]], np.ndarray, np.ndarray]:
    """Distinct settings, and for each lane which of them it has and its seed."""
    if isinstance(lanes, Lanes):
        return [settings for _, settings in lanes.points], *lanes.columns()
    distinct = {id(lane.settings): lane.settings for lane in lanes}
    number = {each: i for i, each in enumerate(distinct)}
    which, seeds = zip(*((number[id(lane.settings)], lane.seed) for lane in lanes), strict=True)
    return list(distinct.values()), np.array(which), np.array(seeds)


def _hyperparameters(bundle: Bundle, cell: Cell, settings: Sequence[Mapping[str, Any]]) -> np.ndarray:
    """Return the matrix ``[H, settings]`` whose rows are the traced arguments, rounded once from float64."""
    variant, fixed = cell.entry.variant, dict(cell.entry.fixed)
    if bundle.is_full:
        rows = max(1, len(variant.arguments(fixed)))
    else:
        rows = max(1, *(len(rule.arguments) for rule in bundle.rules.values()))
    matrix = np.zeros((rows, len(settings)), bundle.dtype)
    for column, each in enumerate(settings):
        values = list(variant.arguments(fixed | dict(each)).values())
        matrix[: len(values), column] = values
    return matrix

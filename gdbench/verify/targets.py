"""Measures what tuned SGD, momentum and Adam reach on a task, proposes its target, and checks that it is fair.

`gdbench adopt` tunes the learning rate of each optimizer on one seed, runs the two best rates on five seeds and keeps
the better one. The results after half the budget and after all of it are stored beside the task. A target is fair if
the best optimizer reaches it within the budget on every seed, and neither an untrained model nor the optimizer with the
wrong sign reaches it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np

from gdbench.engine.bundles import Bundle, bundle_key, bundles
from gdbench.engine.compiled import CompiledBundle, compile_bundle
from gdbench.registry import load
from gdbench.types import Cell, Entry, Lane, Protocol, Task, Workload

SEEDS = tuple(range(2_000_000, 2_000_005))  # neither tuning nor evaluation of a suite sees them
TUNING_SEED = 2_000_100
RIVALS = {"sgd": ("sgd", {}), "momentum": ("heavy_ball", {"momentum": 0.9}), "adam": ("adam", {})}
RATES = {"sgd": (1e-3, 10.0), "momentum": (1e-4, 1.0), "adam": (1e-4, 0.3)}
TRIALS = 8
SAMPLES = 24


@dataclass(frozen=True)
class Reached:
    """The best gap of the target measure so far, at half and at all of the budget, per seed ``[R]``."""

    rate: float
    half: np.ndarray
    whole: np.ndarray


def calibrate(name: str) -> dict[str, Any]:
    """Return the record of a task: settings, what every rival reaches on five seeds, and the proposed target."""
    unit: Task = _task(name)
    found = {rival: _tuned(unit, rival) for rival in RIVALS}
    better = min(found, key=lambda rival: _worst(found[rival]))
    return {
        "measure": unit.target_measure,
        "batch": unit.batch,
        "budget": unit.budget,
        "optimizer": better,
        "start": _digits(_start(name)),
        "proposal": _digits(found[better].half.max()),
        "rivals": {
            rival: {"learning_rate": each.rate, "half": _digits(each.half), "whole": _digits(each.whole)}
            for rival, each in found.items()
        },
    }


def faults(name: str, record: Mapping[str, Any]) -> list[str]:
    """Return the faults of a task's last level under its recorded settings; the list is empty for a fair target."""
    unit: Task = _task(name)
    if unit.levels is None:
        return [f"{name} has no levels of its own"]
    target, rival = last_level(unit), record["optimizer"]
    rate = record["rivals"][rival]["learning_rate"]
    missed = int(np.sum(~(_reached(unit, rival, [rate], SEEDS)[0].whole <= target)))
    wrong = _reached(unit, rival, [-rate], SEEDS)[0].whole
    out = []
    if missed:
        out.append(f"{name}: tuned {rival} misses {target:g} on {missed} of {len(SEEDS)} seeds")
    if (_start(name) <= target).any():
        out.append(f"{name}: an untrained model is at {_start(name).min():.4g}, within {target:g}")
    if (wrong <= target).any():
        out.append(f"{name}: {rival} with the wrong sign reaches {wrong.min():.4g}, within {target:g}")
    return out


def last_level(unit: Task) -> float:
    """Return the gap that solves a task in float32: its last level, or what rounding hides if that is larger."""
    assert unit.levels, f"{unit.name} has no levels of its own"
    return max(unit.levels[-1], unit.floor(unit.parameters, "float32"))


def _task(name: str) -> Task:
    """Return the task without the hash of its data, because the data may have changed since the last calibration."""
    return replace(load("task", name), digest="")


def _tuned(unit: Task, rival: str) -> Reached:
    """Return the results of a rival on five new seeds, at the better of the two learning rates that did best on one."""
    rates = np.geomspace(*RATES[rival], TRIALS).tolist()
    tried = _reached(unit, rival, rates, [TUNING_SEED])
    best = sorted(tried, key=lambda each: (each.half[0], each.whole[0]))[:2]
    return min(_reached(unit, rival, [each.rate for each in best], SEEDS), key=_worst)


def _worst(found: Reached) -> tuple[float, float]:
    """Return the gap that the worst of the seeds reaches, in half the budget and in all of it."""
    return float(found.half.max()), float(found.whole.max())


def _reached(unit: Task, rival: str, rates: Sequence[float], seeds: Sequence[int]) -> list[Reached]:
    """Run a rival at these rates on these seeds; a run that left the finite numbers keeps its best before."""
    program, cell = _program(unit.name), _cell(unit, rival, unit.budget)
    lanes = [Lane(i, seed, {"learning_rate": rate}) for i, rate in enumerate(rates) for seed in seeds]
    trace = program.run(cell, lanes)
    gap = np.fmin.accumulate(np.where(np.isfinite(trace.curve_gap), trace.curve_gap, np.inf), axis=1)
    half = int(np.searchsorted(trace.curve_step[0], cell.protocol.budget // 2, side="right")) - 1
    shape = (len(rates), len(seeds))
    middle, end = gap[:, max(half, 0)].reshape(shape), gap[:, -1].reshape(shape)
    return [Reached(_digits(float(rate)), middle[i], end[i]) for i, rate in enumerate(rates)]


@cache
def _program(name: str) -> CompiledBundle:
    unit = _task(name)
    cells = [_cell(unit, rival, unit.budget) for rival in RIVALS]
    (bundle,) = bundles(cells, max(TRIALS, 2 * len(SEEDS)))
    return compile_bundle(bundle)


def _cell(unit: Task, rival: str, budget: int) -> Cell:
    variant, fixed = RIVALS[rival]
    # This level is never reached, so that runs use their whole budget.
    never = unit if unit.levels is None else _without_end(unit.name)
    workload = Workload(never, unit.parameters, unit.batch)
    return Cell(Entry(rival, load("variant", variant), fixed), workload, Protocol("float32", budget, (1e-30,), SAMPLES))


@cache
def _without_end(name: str) -> Task:
    return replace(_task(name), levels=(-1e30,))


@cache
def _start(name: str) -> np.ndarray:
    """Return the gap of untrained parameters on the five seeds."""
    unit: Task = _task(name)
    cell = _cell(unit, "sgd", 2)
    program = compile_bundle(Bundle(bundle_key(cell), (cell,), len(SEEDS)))
    return program.run(cell, [Lane(0, seed, {"learning_rate": 0.0}) for seed in SEEDS]).curve_gap[:, 0]


def _digits(values: Any) -> Any:
    """Return numbers as they are stored, with four significant digits."""
    return [float(f"{v:.4g}") for v in values] if np.ndim(values) else float(f"{values:.4g}")

"""The time per step of variants, and its ratio to Optax, with intervals that contain what differs between processes.

The median of a process's samples is its one observation, because the same program takes a few per cent more or less in
every process, however many samples are taken in one. The logarithms of these observations are averaged, with the
interval of any mean (see `blocks`). A single process gives no interval.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields

import numpy as np
import pandas as pd

from gdbench.tables.blocks import mean_interval
from gdbench.types import CLOCK, Timing

_FIELDS = {each.name for each in fields(Timing)}
_OF_PAIRS = {
    "counterpart",
    "counterpart_call_seconds",
    "counterpart_samples",
    "counterpart_setting",
    "difference",
    "setting",
}


def timings_table(rows: Iterable[Timing]) -> pd.DataFrame:
    """Return every observation: one row per measured sample, in seconds per step of all runs.

    Columns: the fields of `Timing` except the samples, then round and seconds. Fields that only pairs have are missing
    values in the other rows. Observations of an earlier clock are left out, because their samples mean something else.
    """
    shared = sorted(_FIELDS - _OF_PAIRS - {"samples", "process"})
    flat = []
    for row in current(rows):
        names = [*shared, *sorted(_OF_PAIRS)] if row.kind == "pair" else shared
        known = {name: getattr(row, name) for name in names}
        for process, samples in enumerate(_by_process(row, row.samples)):
            place = {"process": process}
            flat += [known | place | {"round": turn, "seconds": each} for turn, each in enumerate(samples.tolist())]
    paired = sorted(_OF_PAIRS) if any(row.get("kind") == "pair" for row in flat) else []
    return pd.DataFrame(flat, columns=[*shared, "process", "round", "seconds", *paired])


def current(rows: Iterable[Timing]) -> list[Timing]:
    """Return the observations of this version's clock."""
    return [row for row in rows if row.clock == CLOCK]


def steps_table(rows: Iterable[Timing]) -> pd.DataFrame:
    """Return, per variant, the seconds per step of its latest measurement: the geometric mean over processes.

    call_seconds is what a call costs beside its steps. Columns: variant, problem, dim, runs, processes,
    seconds_per_step, low, high, call_seconds, trace_seconds, compile_seconds.
    """
    latest = {row.variant: row for row in current(rows) if row.kind == "step"}
    out = []
    for name, row in latest.items():
        found = _mean(_logs(row, row.samples))
        place = (name, row.problem, row.dim, row.runs, row.processes)
        out.append((*place, *found, row.call_seconds, row.trace_seconds, row.compile_seconds))
    columns = ["variant", "problem", "dim", "runs", "processes", "seconds_per_step", "low", "high"]
    return pd.DataFrame(out, columns=[*columns, "call_seconds", "trace_seconds", "compile_seconds"])


def conformance_table(rows: Iterable[Timing]) -> pd.DataFrame:
    """Return, per own variant with a counterpart in Optax, the trajectory difference and the ratio of step times.

    difference is the largest distance of the end points after ``steps`` steps at equal settings, relative to the start.
    ratio is own/Optax within a process, averaged over processes. Columns: variant, counterpart, setting,
    counterpart_setting, steps, difference, processes, own_seconds, counterpart_seconds, ratio, low, high,
    own_call_seconds, counterpart_call_seconds.
    """
    latest = {row.variant: row for row in current(rows) if row.kind == "pair"}
    out = []
    for name, row in latest.items():
        own, other = _logs(row, row.samples), _logs(row, row.counterpart_samples)
        agreed = (name, row.counterpart, row.setting, row.counterpart_setting, row.steps, row.difference)
        calls = row.call_seconds, row.counterpart_call_seconds
        out.append((*agreed, row.processes, _mean(own)[0], _mean(other)[0], *_mean(own - other), *calls))
    columns = ["variant", "counterpart", "setting", "counterpart_setting", "steps", "difference", "processes"]
    columns += ["own_seconds", "counterpart_seconds", "ratio", "low", "high"]
    return pd.DataFrame(out, columns=[*columns, "own_call_seconds", "counterpart_call_seconds"])


def _by_process(row: Timing, samples: Sequence[float]) -> list[np.ndarray]:
    process = np.asarray(row.process or [0] * len(samples))
    return [np.asarray(samples, float)[process == each] for each in np.unique(process)]


def _logs(row: Timing, samples: Sequence[float]) -> np.ndarray:
    """Return the logarithm of the median sample of each process."""
    return np.log([np.median(each) for each in _by_process(row, samples)])


def _mean(logs: np.ndarray) -> tuple[float, float, float]:
    """Return the exponential of the mean with the bounds of its 95 % interval, which are NaN for a single value."""
    (low,), (high,) = mean_interval(logs[None])
    return float(np.exp(np.mean(logs))), float(np.exp(low)), float(np.exp(high))

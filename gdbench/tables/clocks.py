"""The time per step of variants, and its ratio to Optax, paired within rounds: medians with bootstrap intervals."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields

import numpy as np
import pandas as pd

from gdbench.tables.bootstrap import TAIL, resamples
from gdbench.types import Timing

_FIELDS = {each.name for each in fields(Timing)}
_OF_PAIRS = {"counterpart", "counterpart_samples", "counterpart_setting", "difference", "setting"}


def timings_table(rows: Iterable[Timing]) -> pd.DataFrame:
    """Return every observation: one row per measured sample, in seconds per step of all runs.

    Columns: the fields of `Timing` except the samples, then round and seconds. Fields that only pairs have are missing
    values in the other rows.
    """
    shared = sorted(_FIELDS - _OF_PAIRS - {"samples"})
    flat = []
    for row in rows:
        names = [*shared, *sorted(_OF_PAIRS)] if row.kind == "pair" else shared
        known = {name: getattr(row, name) for name in names}
        flat += [known | {"round": turn, "seconds": seconds} for turn, seconds in enumerate(row.samples)]
    paired = sorted(_OF_PAIRS) if any(row.get("kind") == "pair" for row in flat) else []
    return pd.DataFrame(flat, columns=[*shared, "round", "seconds", *paired])


def steps_table(rows: Iterable[Timing]) -> pd.DataFrame:
    """Return, per variant, the median seconds per step of its latest measurement with a bootstrap interval.

    Columns: variant, problem, dim, runs, seconds_per_step, low, high, trace_seconds, compile_seconds.
    """
    latest = {row.variant: row for row in rows if row.kind == "step"}
    out = []
    for name, row in latest.items():
        low, high = _interval(np.asarray(row.samples, float))
        place = (name, row.problem, row.dim, row.runs)
        out.append((*place, float(np.median(row.samples)), low, high, row.trace_seconds, row.compile_seconds))
    columns = ["variant", "problem", "dim", "runs", "seconds_per_step", "low", "high"]
    return pd.DataFrame(out, columns=[*columns, "trace_seconds", "compile_seconds"])


def conformance_table(rows: Iterable[Timing]) -> pd.DataFrame:
    """Return, per own variant with a counterpart in Optax, the trajectory difference and the ratio of step times.

    difference is the largest distance of the end points after ``steps`` steps at equal settings, relative to the start.
    ratio is the median of own/Optax over rounds, with a bootstrap interval of the paired log-ratios. Columns: variant,
    counterpart, setting, counterpart_setting, steps, difference, own_seconds, counterpart_seconds, ratio, low, high.
    """
    latest = {row.variant: row for row in rows if row.kind == "pair"}
    out = []
    for name, row in latest.items():
        logs = np.log(np.asarray(row.samples, float) / np.asarray(row.counterpart_samples, float))
        agreed = (name, row.counterpart, row.setting, row.counterpart_setting, row.steps, row.difference)
        seconds = float(np.median(row.samples)), float(np.median(row.counterpart_samples))
        out.append((*agreed, *seconds, *np.exp([np.median(logs), *_interval(logs)]).tolist()))
    columns = ["variant", "counterpart", "setting", "counterpart_setting", "steps", "difference"]
    return pd.DataFrame(out, columns=[*columns, "own_seconds", "counterpart_seconds", "ratio", "low", "high"])


def _interval(samples: np.ndarray) -> tuple[float, float]:
    """Return the percentile bootstrap interval of the median."""
    low, high = np.quantile(np.median(resamples(samples), axis=1), [TAIL, 1 - TAIL])
    return float(low), float(high)

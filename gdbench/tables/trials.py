"""The trials of tuning: one row per setting tried, with its results and a label for its stability."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from gdbench import measures
from gdbench.tables.endings import LABELS
from gdbench.tables.monotonicity import increases
from gdbench.tables.tidy import TRIALS, StoredCells, matrix
from gdbench.types import Stage

CLEAR = 0.01  # an increase between samples counts above this share, so that rounding and small noise do not
OSCILLATING = 0.25  # a trial oscillates if the share of such increases is larger
SLOW = 10.0  # a trial is slow if it needs more than this multiple of the best trial's calls
_COLUMNS = ["variant", "workload", "trial", "round", "learning_rate", "setting", "arguments", "effort", "depth", "area"]
_COLUMNS += ["improved", "increases", "hit_share", "solved", "attempted", "label", "chosen"]
_STABLE, _SLOW, _OSCILLATING, _DIVERGED = LABELS


def trials_table(cells: StoredCells) -> pd.DataFrame:
    """Return one row per variant, workload and trial of tuning, best first within a cell.

    effort and depth are those of `gdbench.measures.trial_merits`, by which tuning chooses. area is the mean score of a
    run; improved is the share of runs that ended more than 1 % below their first sample; increases is the mean share of
    samples that rise by more than 1 %; hit_share is the share of (run, target) pairs that were hit; solved is the
    number of runs that reached the last target; setting holds the searched knobs as JSON; arguments holds all numbers
    that the rule received as JSON; learning_rate is NaN if it was not searched; round is 0 for the trials that were
    tried first, and 1 for those that were placed by the results of the first ones.

    label is the first of these that applies: ``diverged`` (a run became infinite or NaN, or ended above its first
    sample), ``oscillating`` (increases > ¼), ``slow`` (no target hit, or more than ten times the calls of the cell's
    best trial in the geometric mean: effort > best + log 10), ``stable``.
    """
    columns: dict[str, list[Any]] = {name: [] for name in _COLUMNS}
    for cell, stage, table in cells:
        if stage is not Stage.TUNING:
            continue
        found = _cell(table, float(cell.budget))
        found["variant"] = np.full(len(found["trial"]), cell.variant, object)
        found["workload"] = np.full(len(found["trial"]), cell.workload, object)
        found["chosen"] = found["trial"] == cell.trial
        for name in _COLUMNS:
            columns[name].append(found[name])
    return pd.DataFrame({name: np.concatenate(parts) if parts else [] for name, parts in columns.items()})


def _cell(table: pa.Table, budget: float) -> dict[str, np.ndarray]:
    """Return the columns of one cell's trials, sorted as tuning ranks them."""
    trial, place = np.unique(table["trial"].to_numpy(), return_inverse=True)
    share = np.eye(len(trial))[place].T
    share /= share.sum(axis=1, keepdims=True)  # [trials, runs]: a product with it is the mean over the runs of a trial
    gap = table["gap"].to_numpy().astype(float)
    finite = np.isfinite(gap)
    hits = matrix(table, "hit_cost").astype(float)
    _, effort, depth = measures.trial_merits(table["trial"].to_numpy(), hits, gap, budget)
    area = measures.area(hits, budget).mean(axis=1)
    curve = matrix(table, "curve_gap").astype(float)
    diverged = share @ (~finite | (gap > curve[:, 0])) > 0
    rises = share @ increases(table, CLEAR)
    hit_share = share @ np.isfinite(hits).mean(axis=1)
    slow = (effort > effort.min() + np.log(SLOW)) | (hit_share == 0)
    label = np.select([diverged, rises > OSCILLATING, slow], [_DIVERGED, _OSCILLATING, _SLOW], _STABLE)
    tried = _settings((table.schema.metadata or {}).get(TRIALS), tuple(trial.tolist()))
    runs = np.bincount(place)
    found = {
        "trial": trial,
        **tried,
        "effort": effort,
        "depth": depth,
        "area": share @ area,
        "improved": share @ improves(curve[:, 0], gap),
        "increases": rises,
        "hit_share": hit_share,
        "solved": np.rint(share @ np.isfinite(hits[:, -1]) * runs).astype(int),
        "attempted": runs,
        "label": label.astype(object),
    }
    order = measures.best_first(trial, effort, depth)
    return {name: values[order] for name, values in found.items()}


def improves(start: np.ndarray, gap: np.ndarray) -> np.ndarray:
    """Return whether runs ended below their first sample by more than 1 % of its size, given both gaps ``[R]``."""
    step = CLEAR * np.abs(np.where(np.isfinite(start), start, 0.0))
    return np.isfinite(gap) & (gap < start - step)


def _settings(stored: bytes | None, trial: tuple[int, ...]) -> dict[str, np.ndarray]:
    """Return the learning rate, the searched knobs (those that differ between trials), all arguments, and the round."""
    tried = {int(k): (_written(arguments), number) for k, arguments, number in json.loads(stored)} if stored else {}
    settings, rounds = zip(*(tried.get(k, ({}, 0)) for k in trial), strict=True)
    first = settings[0]
    varied = [name for name in first if any(each.get(name) != first[name] for each in settings)]
    rate = [each.get("learning_rate", np.nan) if "learning_rate" in varied else np.nan for each in settings]
    text = [json.dumps({name: each.get(name) for name in varied}, sort_keys=True) for each in settings]
    every = [json.dumps(each, sort_keys=True) for each in settings]
    return {
        "learning_rate": np.array(rate, float),
        "setting": np.array(text, object),
        "arguments": np.array(every, object),
        "round": np.array(rounds),
    }


def _written(arguments: dict[str, Any]) -> dict[str, float]:
    """Return traced arguments under the names of their knobs: ``one_minus_b1`` = 0.1 becomes b1 = 0.9."""
    out = {}
    for name, value in arguments.items():
        number = float(value)
        complement = name.startswith("one_minus_")
        out[name.removeprefix("one_minus_")] = 1.0 - number if complement else number
    return out

"""How far runs stay behind a moving minimum."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gdbench.tables.blocks import mean_interval
from gdbench.tables.tidy import StoredCells, matrix
from gdbench.types import Stage


def dynamic_regret(cells: StoredCells) -> pd.DataFrame:
    """Return, per variant and workload with a moving minimum, the mean gap over a run at the tuned setting.

    regret = (1/T) ∫ (fₜ(xₜ) − min fₜ) dt, by the trapezoid rule over the sampled steps of a run; it is infinite for a
    run with an infinite or NaN gap. The table has the mean over seeds with its interval, which is NaN for one seed or
    for an infinite mean. start is the mean gap at the first sample, so that regret / start can be compared between
    workloads. Columns: variant, workload, regret, low, high, start, runs, success (share that reached the last target).
    """
    rows = []
    for cell, stage, table in cells:
        if stage is not Stage.EVALUATION or "moving" not in cell.tags:
            continue
        tuned = table["trial"].to_numpy() >= 0
        gap, step = (matrix(table, name)[tuned].astype(float) for name in ("curve_gap", "curve_step"))
        if not len(gap):
            continue
        each = _mean_gap(gap, step)
        (low,), (high,) = np.maximum(mean_interval(each[None]), 0.0)
        solved = np.isfinite(matrix(table, "hit_cost")[tuned][:, -1]).mean()
        facts = (each.mean(), low, high, gap[:, 0].mean(), len(each), solved)
        rows.append((cell.variant, cell.workload, *facts))
    columns = ["variant", "workload", "regret", "low", "high", "start", "runs", "success"]
    return pd.DataFrame(rows, columns=columns)


def _mean_gap(gap: np.ndarray, step: np.ndarray) -> np.ndarray:
    """Return the mean of each run's gap over its steps; samples after the end of a run add no steps."""
    finite = np.where(np.isfinite(gap), gap, np.inf)
    length = np.diff(step, axis=1)
    with np.errstate(invalid="ignore"):
        area = np.where(length > 0, length * (finite[:, 1:] + finite[:, :-1]) / 2.0, 0.0).sum(axis=1)
    total = step[:, -1] - step[:, 0]
    return np.where(total > 0, area / np.maximum(total, 1.0), finite[:, 0])

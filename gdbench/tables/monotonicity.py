"""How often a convergence curve rises."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa

from gdbench.tables.blocks import mean_interval
from gdbench.tables.tidy import StoredCells, matrix
from gdbench.types import Stage

ROUNDING = 1e-6  # a rise by less than this share of the gap is rounding and does not count


def increases(table: pa.Table, least: float = ROUNDING) -> np.ndarray:
    """Return, per run, the share of samples before its end whose gap exceeds the previous one by the share ``least``.

    A sample that is not finite counts as a rise.
    """
    gap, step = matrix(table, "curve_gap").astype(float), matrix(table, "curve_step")
    going = np.diff(step, axis=1) > 0
    with np.errstate(invalid="ignore"):
        rose = ~(gap[:, 1:] - gap[:, :-1] <= least * np.abs(gap[:, :-1])) & going
    return rose.sum(axis=1) / np.maximum(1, going.sum(axis=1))


def monotonicity(cells: StoredCells) -> pd.DataFrame:
    """Return the mean share of sample-to-sample increases, per variant and workload, at the tuned setting.

    The share is 0 if the curve never rose. Samples are log-spaced, so early steps weigh more. low and high: 95 %
    interval over seeds, NaN for one seed. Columns: variant, workload, increases, low, high, runs, success (share that
    reached the last target).
    """
    rows = []
    for cell, stage, table in cells:
        if stage is not Stage.EVALUATION:
            continue
        tuned = table["trial"].to_numpy() >= 0
        share = increases(table)[tuned]
        if not len(share):
            continue
        (low,), (high,) = np.clip(mean_interval(share[None]), 0.0, 1.0)
        solved = np.isfinite(matrix(table, "hit_cost")[tuned, -1]).mean()
        rows.append((cell.variant, cell.workload, share.mean(), low, high, len(share), solved))
    return pd.DataFrame(rows, columns=["variant", "workload", "increases", "low", "high", "runs", "success"])

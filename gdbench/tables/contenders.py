"""Expected running times with intervals, and which of them cannot be told from the best on the same workload."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gdbench.tables.expected import expected_running_time, tuned
from gdbench.tables.resampling import DRAWS, LEVEL, interval, multiplicities


def contenders(hits: pd.DataFrame, draws: int = DRAWS) -> pd.DataFrame:
    """Return ERT per variant, workload and target with its 95 % interval, and whether it ties with the best one.

    Seeds are resampled with replacement, the same ones for every variant. A variant is among the best of a target
    unless ERT_v > ERT_best in 97.5 % of the draws, where best has the smallest ERT in the sample; nobody is where
    nobody reached it. Columns: variant, workload, target, level, ert, low, high, solved, attempted, best.
    """
    frame = tuned(hits).astype({"variant": object, "workload": object})
    table = expected_running_time(frame)
    table["low"], table["high"], table["best"] = np.nan, np.nan, False
    runs = dict(iter(frame.groupby(["workload", "target"])))
    parts = [
        _intervals(rows.copy(), runs[key], multiplicities(draws, runs[key]["seed"].nunique()))
        for key, rows in table.groupby(["workload", "target"], sort=False)
    ]
    columns = ["variant", "workload", "target", "level", "ert", "low", "high", "solved", "attempted", "best"]
    return pd.concat(parts, ignore_index=True)[columns] if parts else table[columns]


def _intervals(rows: pd.DataFrame, runs: pd.DataFrame, weights: np.ndarray) -> pd.DataFrame:
    """Fill in the intervals and ties of one workload and target."""
    hit = np.isfinite(runs["cost"].to_numpy(float))
    calls = runs.assign(hit=hit, calls=np.where(hit, runs["cost"], runs["spent"]))
    wide = calls.pivot_table(index="variant", columns="seed", values=["calls", "hit"], aggfunc="sum", fill_value=0)
    wide = wide.loc[list(rows["variant"])]
    total, solved = (wide[name].to_numpy(float) @ weights.T for name in ("calls", "hit"))
    with np.errstate(divide="ignore", invalid="ignore"):
        drawn = np.where(solved > 0, total / solved, np.inf)  # [V, B]
    rows["low"], rows["high"] = interval(drawn, axis=1)
    best = int(np.argmin(rows["ert"].to_numpy()))
    if np.isfinite(rows["ert"].iloc[best]):
        worse = (drawn > drawn[best] * (1 + 1e-12)).mean(axis=1)
        rows["best"] = (worse < (1 + LEVEL) / 2) & np.isfinite(rows["ert"].to_numpy())
    return rows

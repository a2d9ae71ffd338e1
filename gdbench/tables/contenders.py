"""Expected running times with intervals, and which variants tie with the best one on a workload."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gdbench import measures
from gdbench.tables.bootstrap import DRAWS, TAIL, expanded_tail, interval, multiplicities
from gdbench.tables.expected import expected_running_time, tuned


def contenders(hits: pd.DataFrame) -> pd.DataFrame:
    """Return ERT per variant, workload and target with its 95 % interval, and whether it ties with the best one.

    Seeds are resampled with replacement, the same ones for every variant. The best variant of a target is the one with
    the smallest ERT in the sample. Another variant v ties with it unless ERT_v ≤ ERT_best in at most as many draws as
    `expanded_tail` allows for so many comparisons. With fewer than `LEAST` seeds there is no interval, and all variants
    with a finite ERT tie. A variant with infinite ERT never counts as best. Columns: variant, workload, target, level,
    ert, low, high, solved, attempted, best.
    """
    frame = tuned(hits).astype({"variant": object, "workload": object})
    table = expected_running_time(frame)
    table["low"], table["high"], table["best"] = np.nan, np.nan, False
    columns = ["variant", "workload", "target", "level", "ert", "low", "high", "solved", "attempted", "best"]
    if not len(table):
        return table[columns]
    seeds, seed = np.unique(frame["seed"], return_inverse=True)
    keys = pd.MultiIndex.from_frame(table[["variant", "workload", "target"]])
    place = keys.get_indexer(pd.MultiIndex.from_frame(frame[["variant", "workload", "target"]]))
    calls, hit = np.zeros((2, len(table), len(seeds)))  # [rows of the table, seeds]
    hit[place, seed] = np.isfinite(frame["cost"].to_numpy(float))
    calls[place, seed] = measures.charged(frame["cost"].to_numpy(float), frame["spent"].to_numpy(float))
    weights = multiplicities(DRAWS, len(seeds)).T
    ert = table["ert"].to_numpy()
    for rows in table.groupby(["workload", "target"], sort=False).indices.values():
        low, high, best = _judged(calls[rows] @ weights, hit[rows] @ weights, ert[rows], len(seeds))
        table.loc[rows, "low"], table.loc[rows, "high"], table.loc[rows, "best"] = low, high, best
    return table[columns]


def _judged(
    calls: np.ndarray, solved: np.ndarray, ert: np.ndarray, seeds: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the ERT intervals of one workload and target and who ties with the best one, from draws ``[V, B]``."""
    drawn = measures.expected_time(calls, solved)
    no_worse = (drawn <= drawn[int(np.argmin(ert))] * (1 + 1e-12)).mean(axis=1)
    worse = no_worse <= expanded_tail(seeds, TAIL / max(1, len(ert) - 1))  # never where the tail is NaN
    return *interval(drawn, seeds, axis=1), ~worse & np.isfinite(ert)

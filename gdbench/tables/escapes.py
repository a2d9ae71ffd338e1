"""How long runs stay at a saddle."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa

from gdbench.tables.medians import median_bounds
from gdbench.tables.tidy import StoredCells, matrix
from gdbench.types import Stage
from gdbench.types.manifest import CellRow

BIN = 0.02  # width of a bin of the gap, in decades
BELOW = 0.5  # a run has left the plateau once its gap is at most this share of the plateau's gap


def escape_times(cells: StoredCells) -> pd.DataFrame:
    """Return, per variant and workload tagged ``saddle``, the cost at which runs leave the saddle's plateau.

    The plateau of a workload is the level of the gap at which all runs of all variants, tuned and default, stay
    longest: the bin of 0.02 decades with the most log-cost among samples before the last target. This level is the
    saddle's value, because all methods slow down there, while elsewhere each slows down at a level of its own. A run
    escapes at its first sample with a gap of at most half the plateau's; if it never escapes, its time is infinite.
    escape is the median over the seeds of the tuned setting (the upper of two middle values) with its interval (see
    `median_bounds`). Columns: variant, workload, plateau, escape (gradient evaluations), low, high, escaped, attempted.
    """
    saddles = [part for part in cells if part[1] is Stage.EVALUATION and "saddle" in part[0].tags]
    by_workload: dict[str, list[tuple[CellRow, pa.Table]]] = {}
    for cell, _, table in saddles:
        by_workload.setdefault(cell.workload, []).append((cell, table))
    rows = []
    for workload, parts in by_workload.items():
        level = _plateau([table for _, table in parts])
        rows += [(cell.variant, workload, level, *_escape(table, level)) for cell, table in parts]
    columns = ["variant", "workload", "plateau", "escape", "low", "high", "escaped", "attempted"]
    return pd.DataFrame(rows, columns=columns)


def _plateau(tables: list[pa.Table]) -> float:
    """Return the middle of the bin of log₁₀ gap with the most log-cost; NaN if no gap is finite and positive."""
    time: dict[int, float] = {}
    for table in tables:
        gap, cost = matrix(table, "curve_gap").astype(float), matrix(table, "curve_cost").astype(float)
        hit = matrix(table, "hit_cost")[:, -1:]
        lasting = np.diff(np.log(np.maximum(cost, 1.0)), axis=1)
        counted = np.isfinite(gap[:, :-1]) & (gap[:, :-1] > 0) & (cost[:, :-1] < hit)
        bins = np.floor(np.log10(gap[:, :-1][counted]) / BIN).astype(int)
        for key, value in zip(*_sums(bins, lasting[counted]), strict=True):
            time[key] = time.get(key, 0.0) + value
    return 10.0 ** ((max(time, key=lambda key: time[key]) + 0.5) * BIN) if time else np.nan


def _sums(keys: np.ndarray, values: np.ndarray) -> tuple[list[int], list[float]]:
    found, place = np.unique(keys, return_inverse=True)
    return found.tolist(), np.bincount(place, weights=values, minlength=len(found)).tolist()


def _escape(table: pa.Table, level: float) -> tuple[float, float, float, int, int]:
    """Return the median escape cost with its interval, the number of runs that escaped, and the number of runs."""
    tuned = table["trial"].to_numpy() >= 0
    gap, cost = matrix(table, "curve_gap")[tuned].astype(float), matrix(table, "curve_cost")[tuned].astype(float)
    off = gap <= BELOW * level
    first = np.where(off.any(axis=1), cost[np.arange(len(gap)), off.argmax(axis=1)], np.inf)
    if not len(first):
        return np.nan, np.nan, np.nan, 0, 0
    low, high = median_bounds(first)
    return np.sort(first)[len(first) // 2], low, high, int(np.isfinite(first).sum()), len(first)

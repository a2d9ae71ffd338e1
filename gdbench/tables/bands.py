"""Median and quartiles of convergence curves over the evaluation seeds."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gdbench.tables.tidy import StoredCells, matrix
from gdbench.types import Stage

SMALLEST = 1e-16  # smaller gaps are raised to this value, because a logarithmic axis cannot show 0
_COLUMNS = ["variant", "workload", "cost", "median", "low", "high", "start", "runs"]


def bands_table(cells: StoredCells) -> pd.DataFrame:
    """Return, per variant and workload, the quartiles of the gap at each sample of the tuned setting.

    A gap that is infinite or NaN counts as +inf, so a band may end once a quarter of the runs have diverged.
    Columns: variant, workload, cost (of the runs that still continue; a run that has ended keeps its last gap), median,
    low, high (quartiles), start (median gap at the first sample), runs.
    """
    columns: dict[str, list[np.ndarray]] = {name: [] for name in _COLUMNS}
    for cell, stage, table in cells:
        if stage is not Stage.EVALUATION:
            continue
        chosen = table["trial"].to_numpy() >= 0
        gap = matrix(table, "curve_gap")[chosen].astype(float)
        cost = matrix(table, "curve_cost")[chosen].astype(float).max(axis=0)
        low, median, high = quartiles(gap)
        facts = [cell.variant, cell.workload, cost, median, low, high, median[0], len(gap)]
        for name, value in zip(_COLUMNS, facts, strict=True):
            columns[name].append(np.broadcast_to(value, cost.shape))
    return pd.DataFrame({name: np.concatenate(parts) if parts else [] for name, parts in columns.items()})


def shown(gap: np.ndarray) -> np.ndarray:
    """Return gaps as they are drawn: infinite where they are not finite, and never below `SMALLEST`."""
    return np.maximum(np.where(np.isfinite(gap), gap, np.inf), SMALLEST)


def quartiles(gap: np.ndarray) -> np.ndarray:
    """Return the lower quartile, the median and the upper quartile ``[3, K]`` of the gaps ``[S, K]`` of S runs."""
    return np.sort(shown(gap), axis=0)[np.rint(np.multiply([0.25, 0.5, 0.75], len(gap) - 1)).astype(int)]

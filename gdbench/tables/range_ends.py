"""On how many workloads a tuned learning rate lies at an end of the range in which it was searched."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gdbench.tables.budgets import cell_rows

NEAR = 3.0  # a rate is at an end of its range if it is within this factor of the end
COLUMNS = ["variant", "at_low_end", "at_high_end", "searched_workloads"]


def range_ends(trials: pd.DataFrame, cells: pd.DataFrame) -> pd.DataFrame:
    """Return, per variant, the number of workloads on which the best learning rate is at an end of its range.

    A rate at an end says that the range may exclude better ones. Where several trials are exactly as good as the best,
    all their rates must lie at the end. Only workloads on which the learning rate was searched on a logarithmic scale
    count, and only those on which a run at the best setting ended at least 1 % below its start, because elsewhere the
    trials say nothing about the range. ``trials`` are given best first (see `trials_table`). Columns: variant,
    at_low_end, at_high_end, searched_workloads (those that count).
    """
    ranges = _ranges(cells)
    keys = list(zip(trials["variant"], trials["workload"], strict=True))
    rate, merit = trials["learning_rate"].to_numpy(float), trials[["effort", "depth"]].to_numpy(float)
    improved = trials["improved"].to_numpy(float)
    rows = []
    for first, last in cell_rows(trials):
        bounds = ranges.get(keys[first])
        if bounds is not None and improved[first] > 0:
            equal = (merit[first:last] == merit[first]).all(axis=1)
            low, high = ends_of(rate[first:last][equal], *bounds[:2], cap=bounds[2])
            rows.append((keys[first][0], low, high, 1))
    return pd.DataFrame(rows, columns=COLUMNS).groupby("variant", sort=False).sum().reset_index()


def ends_of(rates: np.ndarray, low: float, high: float, *, cap: bool) -> tuple[int, int]:
    """Return whether all of these rates are at the low end of the range, and whether all are at its high end.

    A rate that is a ``cap`` is never at the high end, because a higher one would change nothing.
    """
    return int((rates <= low * NEAR).all()), int(not cap and (rates * NEAR >= high).all())


def _ranges(cells: pd.DataFrame) -> dict[tuple[str, str], tuple[float, float, bool]]:
    """Return the range of the learning rate of each cell that searched it on a logarithmic scale."""
    found = {}
    for variant, load, searched in zip(cells["variant"], cells["workload"], cells["searched"], strict=True):
        low, high, scale, cap = (searched or {}).get("learning_rate", (0.0, 0.0, "", False))
        if scale == "log":
            found[variant, load] = (low, high, cap)
    return found

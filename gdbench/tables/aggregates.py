"""Interquartile means with the success rate beside them, because a mean over successful runs hides the failures."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gdbench.tables.bootstrap import DRAWS, interval
from gdbench.tables.expected import tuned
from gdbench.tables.scores import scores
from gdbench.tables.success import success_rates


def interquartile_mean(values: np.ndarray) -> np.ndarray:
    """Return the mean of the middle half along the last axis: ⌊n/4⌋ values are cut off at each end.

    The result equals ``scipy.stats.trim_mean(values, 0.25)``, and infinite values are allowed (Agarwal et al. 2021).
    """
    cut = values.shape[-1] // 4
    ordered = np.sort(values, axis=-1)
    return ordered[..., cut : values.shape[-1] - cut].mean(axis=-1)


def interquartile_means(hits: pd.DataFrame, cells: pd.DataFrame) -> pd.DataFrame:
    """Return, per variant, the interquartile mean of the scores of all its runs, over workloads and seeds.

    The score of a run is the bounded area of `scores`, in which missed targets and failed or declined cells count 0.
    low and high come from a bootstrap stratified by workload: within each workload, seeds are drawn with replacement
    (Agarwal et al. 2021), the same ones for every variant. Columns: variant, iqm, low, high, mean, solved, attempted,
    success.
    """
    every = scores(hits, cells)
    if not every.variants:
        return pd.DataFrame(columns=["variant", "iqm", "low", "high", "mean", "solved", "attempted", "success"])
    area = np.nan_to_num(every.area)
    variants, workloads, seeds = area.shape
    random = np.random.default_rng(0)
    drawn = np.empty((DRAWS, variants))
    for b in range(DRAWS):
        chosen = random.integers(seeds, size=(workloads, seeds))
        sample = area[:, np.arange(workloads)[:, None], chosen]
        drawn[b] = interquartile_mean(sample.reshape(variants, -1))
    low, high = interval(drawn)
    flat = area.reshape(variants, -1)
    table = pd.DataFrame(
        {
            "variant": every.variants,
            "iqm": interquartile_mean(flat),
            "low": low,
            "high": high,
            "mean": flat.mean(axis=1),
        }
    )
    return _with_success(table, success_rates(tuned(hits)), ["variant"])


def final_gaps(runs: pd.DataFrame) -> pd.DataFrame:
    """Return the interquartile mean and the median of the last gap, per variant and workload, at the tuned setting.

    A run whose values became infinite or NaN is counted with gap +∞. The median of an even number of runs is the upper
    of the two middle values. Columns: variant, workload, iqm_gap, median_gap, best_gap, solved, attempted, success.
    """
    frame = runs[(runs["stage"] == "evaluation") & (runs["trial"] >= 0)]
    gap = frame["gap"].to_numpy(float)
    frame = frame.assign(gap=np.where(np.isfinite(gap), gap, np.inf), hit=frame["status"] == "solved")
    rows = []
    for (variant, workload), part in frame.groupby(["variant", "workload"], sort=False, observed=True):
        values = np.sort(part["gap"].to_numpy())
        solved, attempted = int(part["hit"].sum()), len(part)
        rows.append(
            (variant, workload, interquartile_mean(values), values[len(values) // 2], values[0], solved, attempted)
        )
    columns = ["variant", "workload", "iqm_gap", "median_gap", "best_gap", "solved", "attempted"]
    table = pd.DataFrame(rows, columns=columns)
    return table.assign(success=table["solved"] / table["attempted"])


def _with_success(table: pd.DataFrame, rates: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Add the success rates to a table; a variant without runs has 0 solved of 0 attempted."""
    rates = rates[[*keys, "solved", "attempted", "success"]].astype({key: object for key in keys})
    merged = table.merge(rates, on=keys, how="left")
    return merged.fillna({"solved": 0, "attempted": 0, "success": 0.0}).astype({"solved": int, "attempted": int})

"""The ranking with paired bootstrap intervals and shared ranks, and the specialists, which are not ranked."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gdbench.tables.bootstrap import TAIL, resampled_means, run_weights
from gdbench.tables.endings import CELL_ENDS, ENDS
from gdbench.tables.expected import expected_running_time, last_target, tuned
from gdbench.tables.scores import RANKED_SHARE, contestants, scores
from gdbench.tables.ties import ranks


def ranking(hits: pd.DataFrame, runs: pd.DataFrame, cells: pd.DataFrame, steps: pd.DataFrame) -> pd.DataFrame:
    """Return the verdict: one row per ranked variant, best first.

    Ranks follow the area. Variants share a rank if they do not differ significantly from the best of them, by a paired
    bootstrap that accounts for all comparisons (see `told_apart`). A declined workload counts as unsolved. Columns:
    rank, rank_low, rank_high (interval of the rank among bootstrap draws), variant, area, low, high, solved, attempted,
    workloads, calls (median over workloads of the ERT to the last target), seconds (the same in steps × measured time
    per step), and the number of runs per status.
    """
    table = ranked_areas(hits, cells)
    table = table.merge(_effort(hits, cells, steps), on="variant", how="left")
    table = table.merge(status_counts(runs), on="variant", how="left")
    return table.sort_values(["rank", "area"], ascending=[True, False], ignore_index=True)


def ranked_areas(hits: pd.DataFrame, cells: pd.DataFrame, weights: np.ndarray | None = None) -> pd.DataFrame:
    """Return the ranking by area alone: rank, rank_low, rank_high, variant, area, low, high, workloads, best first.

    ``weights`` are bootstrap weights to use when hits and cells are only a part of a run (see `resampled_means`).
    """
    names, area, workloads = contestants(hits, cells)
    if not names:
        columns = ["rank", "rank_low", "rank_high", "variant", "area", "low", "high", "workloads"]
        return pd.DataFrame({name: np.zeros(0, object if name == "variant" else float) for name in columns})
    draws = resampled_means(area, weights)
    below, above = np.clip(np.quantile(draws, [TAIL, 1 - TAIL], axis=0), 0.0, 1.0)
    places = 1 + (draws[:, :, None] > draws[:, None, :]).sum(axis=1)  # [B, v]
    best_place, worst_place = np.quantile(places, [TAIL, 1 - TAIL], axis=0, method="nearest")
    table = pd.DataFrame(
        {
            "rank": ranks(area.mean(axis=(1, 2)), draws, area.shape[1]),
            "rank_low": best_place.astype(int),
            "rank_high": worst_place.astype(int),
            "variant": np.array(names, dtype=object),
            "area": area.mean(axis=(1, 2)),
            "low": below,
            "high": above,
            "workloads": workloads,
        }
    )
    return table.sort_values(["rank", "area"], ascending=[True, False], ignore_index=True)


def specialists(hits: pd.DataFrame, runs: pd.DataFrame, cells: pd.DataFrame, leader: str | None) -> pd.DataFrame:
    """Return the variants that apply to less than half of the workloads, compared on the workloads that they apply to.

    Columns: variant, workloads, area, low, high, leader_area (of ``leader`` on the same workloads), solved,
    attempted.
    """
    every = scores(hits, cells)
    weights = run_weights(*every.area.shape[1:])
    applies = ~np.isnan(every.area).all(axis=2)
    rows = []
    for v, name in enumerate(every.variants):
        own = applies[v]
        if not own.any() or own.mean() >= RANKED_SHARE:
            continue
        area = every.area[v : v + 1][:, own]
        drawn = resampled_means(np.nan_to_num(area), weights[:, own])
        low, high = np.clip(np.quantile(drawn, [TAIL, 1 - TAIL]), 0.0, 1.0)
        beside = np.nan if leader is None else np.nan_to_num(every.area[every.variants.index(leader), own]).mean()
        rows.append(
            {
                "variant": name,
                "workloads": int(own.sum()),
                "area": float(np.nanmean(area)),
                "low": low,
                "high": high,
                "leader_area": beside,
            }
        )
    table = pd.DataFrame(rows, columns=["variant", "workloads", "area", "low", "high", "leader_area"])
    return table.merge(status_counts(runs), on="variant", how="left")


def status_counts(runs: pd.DataFrame) -> pd.DataFrame:
    """Return, per variant, the numbers of runs attempted, solved and of every other status at the tuned setting."""
    frame = runs[(runs["stage"] == "evaluation") & ~(runs["trial"] < 0)]
    counts = frame.groupby(["variant", "status"], observed=True).size().unstack(fill_value=0)
    counts = counts.reindex(columns=[*ENDS, *CELL_ENDS], fill_value=0)
    counts["attempted"] = counts.drop(columns=["declined"]).sum(axis=1)
    return counts.reset_index().rename_axis(columns=None)


def cell_ends(runs: pd.DataFrame) -> pd.DataFrame:
    """Return the number of runs by their end, per cell, at the tuned setting: variant, workload, a column per end."""
    tuned_runs = runs[runs["trial"] >= 0]
    counts = tuned_runs.groupby(["variant", "workload", "status"], observed=True).size().unstack(fill_value=0)
    return counts.reset_index().rename_axis(columns=None)


def _effort(hits: pd.DataFrame, cells: pd.DataFrame, steps: pd.DataFrame) -> pd.DataFrame:
    """Return the median over workloads of the ERT to the last target, in calls and seconds; unsolved ones are inf."""
    ert = last_target(expected_running_time(tuned(hits)))
    workloads = cells["workload"].nunique()
    per_step = dict(zip(steps["variant"], steps["seconds_per_step"], strict=True)) if len(steps) else {}
    rows = []
    for name, group in ert.groupby("variant", observed=True):
        missing = np.full(workloads - len(group), np.inf)
        calls = np.concatenate([group["ert"].to_numpy(float), missing])
        moves = np.concatenate([group["ert_steps"].to_numpy(float), missing])
        seconds = _median(moves) * per_step.get(name, np.nan)
        rows.append({"variant": name, "calls": _median(calls), "seconds": seconds})
    return pd.DataFrame(rows, columns=["variant", "calls", "seconds"])


def _median(values: np.ndarray) -> float:
    """Return the middle value, or the upper of two, because their mean could be infinite when one of them is not."""
    return float(np.sort(values)[len(values) // 2])

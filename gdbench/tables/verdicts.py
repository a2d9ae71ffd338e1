"""The ranking with intervals and shared ranks, and the specialists, which are not ranked."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gdbench.tables.blocks import area_interval, blocks, drawn_means, ordered
from gdbench.tables.bootstrap import TAIL
from gdbench.tables.endings import CELL_ENDS, ENDS
from gdbench.tables.expected import expected_running_time, last_target, tuned
from gdbench.tables.scores import RANKED_SHARE, contestants, scores
from gdbench.tables.ties import ranks

TOPS = (1, 3, 10)


def ranking(hits: pd.DataFrame, runs: pd.DataFrame, cells: pd.DataFrame, steps: pd.DataFrame) -> pd.DataFrame:
    """Return the verdict: one row per ranked variant, best first.

    Variants share a rank if they are not significantly worse than the best of them (see `ranks`). A declined workload
    counts as unsolved. Columns: those of `ranked_areas`, then solved, attempted, calls (median over workloads of the
    ERT to the last target), seconds (the same in steps × measured time per step), and the number of runs per status.
    """
    table = ranked_areas(hits, cells)
    table = table.merge(_effort(hits, cells, steps), on="variant", how="left")
    table = table.merge(status_counts(runs), on="variant", how="left")
    return table.sort_values(["rank", "area"], ascending=[True, False], ignore_index=True)


def ranked_areas(hits: pd.DataFrame, cells: pd.DataFrame) -> pd.DataFrame:
    """Return the ranking by area alone, best first.

    Columns: rank, rank_low, rank_high (interval of the place by area), variant, area, low, high, workloads, and the
    probabilities ``top_k`` of a place among the first k, for every k of `TOPS`. A place and a probability come from
    draws of all means together (see `drawn_means`). With a single block (see `blocks`), nobody is worse than the best,
    every place is possible, and intervals and probabilities are NaN.
    """
    names, area, workloads = contestants(hits, cells)
    if not names:
        columns = ["rank", "rank_low", "rank_high", "variant", "area", "low", "high", "workloads"]
        columns += [f"top_{k}" for k in TOPS]
        return pd.DataFrame({name: np.zeros(0, object if name == "variant" else float) for name in columns})
    values = blocks(area)
    low, high = area_interval(values)
    best_place, worst_place, tops = _places(values)
    table = pd.DataFrame(
        {
            "rank": ranks(values),
            "rank_low": best_place,
            "rank_high": worst_place,
            "variant": np.array(names, dtype=object),
            "area": values.mean(axis=1),
            "low": low,
            "high": high,
            "workloads": workloads,
            **tops,
        }
    )
    return table.sort_values(["rank", "area"], ascending=[True, False], ignore_index=True)


def _places(values: np.ndarray) -> tuple[np.ndarray, np.ndarray, dict[str, np.ndarray]]:
    """Return the interval of the place of each row of areas ``[V, n]``, and its probability to be among the first k."""
    variants, count = values.shape
    if count < 2 or not variants:
        nothing = np.full(variants, np.nan)
        return np.ones(variants, int), np.full(variants, variants), {f"top_{k}": nothing for k in TOPS}
    places = places_of(drawn_means(ordered(values)))
    low, high = np.quantile(places, [TAIL, 1 - TAIL], axis=0, method="nearest").astype(int)
    return low, high, {f"top_{k}": (places <= k).mean(axis=0) for k in TOPS}


def places_of(means: np.ndarray) -> np.ndarray:
    """Return the places ``[B, V]`` of mean areas ``[B, V]``; the largest area has place 1, and equal areas share it."""
    ordered = np.sort(means, axis=1)
    rows = zip(ordered, means, strict=True)
    return np.array([1 + len(one) - np.searchsorted(one, own, "right") for one, own in rows])


def specialists(hits: pd.DataFrame, runs: pd.DataFrame, cells: pd.DataFrame, leader: str | None) -> pd.DataFrame:
    """Return the variants that apply to less than half of the workloads, compared on the workloads that they apply to.

    Columns: variant, workloads, area, low, high, leader_area (of ``leader`` on the same workloads), solved,
    attempted.
    """
    every = scores(hits, cells)
    applies = ~np.isnan(every.area).all(axis=2)
    rows = []
    for v, name in enumerate(every.variants):
        own = applies[v]
        if not own.any() or own.mean() >= RANKED_SHARE:
            continue
        area = np.nan_to_num(every.area[v : v + 1][:, own])
        (low,), (high,) = area_interval(blocks(area))
        beside = np.nan if leader is None else np.nan_to_num(every.area[every.variants.index(leader), own]).mean()
        rows.append(
            {
                "variant": name,
                "workloads": int(own.sum()),
                "area": float(area.mean()),
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

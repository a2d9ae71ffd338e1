"""The ranking: one score per run that treats a miss as censored, paired bootstrap intervals, ties shown as ties."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from gdbench.tables.expected import expected_running_time, last_target, tuned
from gdbench.tables.tidy import fact

LEVEL = 0.95
DRAWS = 2000
# A variant that applies to fewer workloads than this share is listed beside the ranking, not in it.
RANKED_SHARE = 0.5


@dataclass(frozen=True)
class Scores:
    """Areas ``[V, W, S]`` of V variants on W workloads for S seeds; NaN where a variant does not apply."""

    variants: list[str]
    workloads: list[str]
    area: np.ndarray


def scores(hits: pd.DataFrame, cells: pd.DataFrame) -> Scores:
    """Return the area under each run's ECDF of running times, on a logarithmic cost axis.

    area = mean over targets of 1 − log(calls to the target) / log(budget), and 0 for a missed target: 1 would
    be all targets at the first call, 0 none within the budget. It is bounded, so a miss needs no penalty, and
    its mean over targets is the area above the mean log running time (COCO) up to scale.
    Failed cells score 0; declined ones are NaN. On another cost axis, ``cells`` also has the ``cost_unit`` in which
    calls and budget are counted (see `cells_on`).
    """
    frame = tuned(hits)
    unit = fact(frame, cells, "cost_unit") if "cost_unit" in cells else 1.0
    budget = fact(frame, cells, "budget") / unit
    with np.errstate(divide="ignore", invalid="ignore"):
        calls = np.maximum(frame["cost"].to_numpy(float) / unit, 1.0)
        area = np.clip(1.0 - np.log(calls) / np.log(budget), 0.0, 1.0)
    per_run = frame.assign(area=area).groupby(["variant", "workload", "seed"], observed=True)["area"].mean()
    variants = list(dict.fromkeys(cells["variant"]))
    workloads = list(dict.fromkeys(cells["workload"]))
    seeds = sorted(frame["seed"].unique())
    array = np.full((len(variants), len(workloads), max(1, len(seeds))), np.nan)
    axes = [pd.Index(axis, dtype=object) for axis in (variants, workloads)]
    runs = [axis.get_indexer(per_run.index.get_level_values(i).astype(object)) for i, axis in enumerate(axes)]
    array[*runs, np.searchsorted(seeds, per_run.index.get_level_values(2))] = per_run.to_numpy()
    failed = cells[cells["status"] == "failed"]
    array[axes[0].get_indexer(failed["variant"]), axes[1].get_indexer(failed["workload"])] = 0.0
    return Scores(variants, workloads, array)


def bootstrap(area: np.ndarray, draws: int = DRAWS, seed: int = 0) -> np.ndarray:
    """Return ``[draws, V]`` mean areas over workloads and seeds, both resampled with replacement.

    The same workloads and seeds are drawn for every variant, so differences between columns are paired.
    """
    random = np.random.default_rng(seed)
    variants, workloads, seeds = area.shape
    if not area.size:
        return np.zeros((draws, variants))
    weights = np.empty((draws, workloads * seeds))  # how often each run was drawn
    for i in range(draws):
        chosen = random.integers(workloads, size=workloads)
        runs = random.integers(seeds, size=(workloads, seeds))
        drawn = (chosen[:, None] * seeds + runs).reshape(-1)
        weights[i] = np.bincount(drawn, minlength=workloads * seeds)
    means = weights @ area.reshape(variants, -1).T / (workloads * seeds)
    return np.round(means, 12)  # so that equal areas have equal means, whatever the order of summation


def ranking(hits: pd.DataFrame, runs: pd.DataFrame, cells: pd.DataFrame, steps: pd.DataFrame) -> pd.DataFrame:
    """Return the verdict: one row per ranked variant, best first.

    Ranks follow the area. A rank is shared by the variants that cannot be told from the best of them, by paired
    bootstrap intervals that hold for all comparisons at once (see `told_apart`). A declined workload counts as
    unsolved. Columns: rank, rank_low, rank_high (interval of the rank
    among bootstrap draws), variant, area, low, high, solved, attempted, workloads, calls (median over
    workloads of the ERT to the last target), seconds (the same in steps × measured time per step), and
    the number of runs per status.
    """
    table = ranked_areas(hits, cells)
    table = table.merge(_effort(hits, cells, steps), on="variant", how="left")
    table = table.merge(status_counts(runs), on="variant", how="left")
    return table.sort_values(["rank", "area"], ascending=[True, False], ignore_index=True)


def ranked_areas(hits: pd.DataFrame, cells: pd.DataFrame) -> pd.DataFrame:
    """Return the ranking by area alone: rank, rank_low, rank_high, variant, area, low, high, workloads, best first."""
    names, area, workloads = contestants(hits, cells)
    draws = bootstrap(area)
    tail = (1 - LEVEL) / 2
    below, above = np.quantile(draws, [tail, 1 - tail], axis=0)
    places = 1 + (draws[:, :, None] > draws[:, None, :]).sum(axis=1)  # [B, v]
    best_place, worst_place = np.quantile(places, [tail, 1 - tail], axis=0, method="nearest")
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


def contestants(hits: pd.DataFrame, cells: pd.DataFrame) -> tuple[list[str], np.ndarray, np.ndarray]:
    """Return the ranked variants, their areas ``[v, W, S]`` (0 where declined), and how many workloads each has.

    Ranked is who applies to half of the workloads at least.
    """
    every = scores(hits, cells)
    applies = ~np.isnan(every.area).all(axis=2)  # [V, W]
    ranked = applies.mean(axis=1) >= RANKED_SHARE
    names = [name for name, keep in zip(every.variants, ranked, strict=True) if keep]
    return names, np.nan_to_num(every.area[ranked]), applies[ranked].sum(axis=1)


def ranks(area: np.ndarray, draws: np.ndarray, blocks: int | None = None) -> np.ndarray:
    """Return the rank of each variant, from mean areas ``[V]`` and their bootstrap ``draws`` ``[B, V]``.

    Going down the list by area, a variant shares the rank of the best one above it of the same rank, unless
    it is told apart from that one (see `told_apart`): then it opens the next rank, at its place in the list.
    """
    apart = told_apart(area, draws, blocks)
    out, best, rank = np.empty(len(area), int), -1, 0
    for place, v in enumerate(np.argsort(-area, kind="stable"), start=1):
        if best < 0 or apart[best, v]:
            best, rank = v, place
        out[v] = rank
    return out


def told_apart(area: np.ndarray, draws: np.ndarray, blocks: int | None = None) -> np.ndarray:
    """Return ``[V, V]``: whether two variants are told apart, all pairs being wrong together in 5 % of cases at most.

    A pair is told apart if |difference| / se > c, with se the standard deviation of its paired difference over draws,
    and c the 95 % quantile over draws of the largest |difference − its mean| / se among the pairs not told apart yet;
    repeated until none is added (Romano & Wolf 2005, doi:10.1111/j.1468-0262.2005.00615.x). Judging each pair alone
    would tell five equal variants apart in a third of cases. With ``blocks``, the number of independent workloads, c is
    widened by √(n/(n−1)) t₉₇.₅(n−1) / z₉₇.₅, by which a bootstrap of n blocks is too narrow.
    """
    first, second = np.triu_indices(len(area), 1)
    drawn = draws[:, first] - draws[:, second]
    spread = drawn.std(axis=0)
    varies = spread > 1e-9
    scale = np.where(varies, spread, 1.0)
    gap = np.abs(area[first] - area[second])
    found = np.where(varies, gap / scale, np.where(gap > 1e-9, np.inf, 0.0))
    chance = np.where(varies, np.abs(drawn - drawn.mean(axis=0)) / scale, 0.0)
    apart = np.zeros(len(first), bool)
    while not apart.all():
        critical = widening(blocks) * np.quantile(chance[:, ~apart].max(axis=1), LEVEL)
        more = ~apart & (found > critical)
        if not more.any():
            break
        apart |= more
    table = np.zeros((len(area), len(area)), bool)
    table[first, second] = table[second, first] = apart
    return table


def widening(blocks: int | None) -> float:
    """How much wider the interval of a mean of so few blocks is than their bootstrap says."""
    from scipy.special import ndtri, stdtrit

    if blocks is None or blocks < 2:
        return 1.0
    tail = (1 + LEVEL) / 2
    return float(np.sqrt(blocks / (blocks - 1)) * stdtrit(blocks - 1, tail) / ndtri(tail))


def specialists(hits: pd.DataFrame, runs: pd.DataFrame, cells: pd.DataFrame, leader: str | None) -> pd.DataFrame:
    """Return the variants that apply to less than half of the workloads, compared on their own ones.

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
        area = every.area[v : v + 1][:, own]
        low, high = np.quantile(bootstrap(np.nan_to_num(area)), [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
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
    """Return, per variant, runs solved and attempted with the tuned setting, and the runs of every other status."""
    frame = runs[(runs["stage"] == "evaluation") & ~(runs["trial"] < 0)]
    counts = frame.groupby(["variant", "status"], observed=True).size().unstack(fill_value=0)
    labels = ["solved", "budget", "diverged", "frozen", "left_box", "below_fstar", "failed", "declined"]
    counts = counts.reindex(columns=labels, fill_value=0)
    counts["attempted"] = counts.drop(columns=["declined"]).sum(axis=1)
    return counts.reset_index().rename_axis(columns=None)


def cell_areas(hits: pd.DataFrame, cells: pd.DataFrame) -> pd.DataFrame:
    """Return the mean area of every cell over its seeds: variant, workload, area, default_area (see `scores`).

    default_area is that of the default setting, NaN where it was not run.
    """
    names = ["variant", "workload"]
    default = hits[hits["trial"] < 0].assign(trial=0.0)
    found = {}
    for column, part in (("area", hits), ("default_area", default)):
        if len(part):
            every = scores(part, cells)
            index = pd.MultiIndex.from_product([every.variants, every.workloads], names=names)
            found[column] = pd.Series(every.area.mean(axis=2).reshape(-1), index=index)
    table = pd.DataFrame(found) if found else pd.DataFrame(index=pd.MultiIndex.from_arrays([[], []], names=names))
    return table.reindex(columns=["area", "default_area"]).reset_index()


def cell_ends(runs: pd.DataFrame) -> pd.DataFrame:
    """Return how many runs of each cell ended how at the tuned setting: variant, workload, a column per end."""
    tuned_runs = runs[runs["trial"] >= 0]
    counts = tuned_runs.groupby(["variant", "workload", "status"], observed=True).size().unstack(fill_value=0)
    return counts.reset_index().rename_axis(columns=None)


def _effort(hits: pd.DataFrame, cells: pd.DataFrame, steps: pd.DataFrame) -> pd.DataFrame:
    """Median over all workloads of the ERT to the last target, in calls and in seconds; inf beyond half unsolved."""
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
    """The middle value, the upper of two: a mean with infinity would not be a time anyone needed."""
    return float(np.sort(values)[len(values) // 2])

"""Distribution of run lengths over (workload, target) pairs, with simulated restarts."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gdbench.tables.bootstrap import PAIR_STRIDE, RESTART_STRIDE, band, restart_numbers

DRAWS = 100  # simulated run lengths per pair


def run_lengths(
    hits: pd.DataFrame,
    draws: int = DRAWS,
    points: int = 120,
    most: float | None = None,
) -> pd.DataFrame:
    """Return the share of (workload, target) pairs reached within a cost (COCO; Hansen et al. 2016).

    ECDF_v(t) = mean over pairs p and draws b of [ℓ_p,b ≤ t]. A run length ℓ is simulated: runs of the pair are drawn
    with replacement, and their costs are added up until a drawn run succeeds; ℓ is infinite if no run of the pair
    succeeds. A pair on which a variant has no runs counts as not reached. ``hits`` holds the hits of the tuned
    setting; costs are log-spaced up to ``most`` (default: ten times the longest run). Columns: variant, cost, share,
    low, high (bootstrap over workloads).
    """
    columns = ["variant", "cost", "share", "low", "high"]
    if not len(hits):
        return pd.DataFrame(columns=columns)
    keys = ["variant", "workload", "target"]
    grouped = hits.groupby(keys, observed=True)
    place = grouped.ngroup().to_numpy()
    pairs = grouped.size().index.to_frame(index=False)
    lengths = _lengths(hits, place, _numbers(hits, pairs), draws)
    grid = _grid(hits, points, most)
    reached = _reached(lengths, grid) / draws
    variants, v = np.unique(pairs["variant"].astype(str), return_inverse=True)
    names, p = np.unique(pairs["workload"].astype(str) + "\0" + pairs["target"].astype(str), return_inverse=True)
    every = np.zeros((len(variants), len(names), len(grid)))
    every[v, p] = reached
    share, low, high = band(every, np.array([name.split("\0")[0] for name in names]))
    table = {"variant": np.repeat(variants.astype(object), len(grid)), "cost": np.tile(grid, len(variants))}
    return pd.DataFrame(table | {"share": share.ravel(), "low": low.ravel(), "high": high.ravel()})


def _grid(hits: pd.DataFrame, points: int, most: float | None) -> np.ndarray:
    finite = hits["cost"][np.isfinite(hits["cost"]) & (hits["cost"] > 0)]
    last = most or 10.0 * float(np.nanmax(hits["spent"])) or 1.0  # 0 if every run was solved where it began
    return np.geomspace(min(finite.min() if len(finite) else last / 1000, last), last, points)


def _numbers(hits: pd.DataFrame, pairs: pd.DataFrame) -> np.ndarray:
    """Return the number of the (workload, target) of each pair; workloads are numbered in order of appearance."""
    order = {name: i for i, name in enumerate(hits["workload"].unique())}
    targets = int(hits["target"].max()) + 1
    return pairs["workload"].map(order).to_numpy(int) * targets + pairs["target"].to_numpy(int)


def _lengths(hits: pd.DataFrame, place: np.ndarray, number: np.ndarray, draws: int) -> np.ndarray:
    """Return simulated run lengths ``[P, B]`` of each pair."""
    count = np.bincount(place)
    order, first = np.argsort(place, kind="stable"), np.cumsum(count) - count  # the runs of each pair together
    cost, spent = hits["cost"].to_numpy(float)[order], hits["spent"].to_numpy(float)[order]
    solved = np.bincount(place, weights=np.isfinite(hits["cost"]), minlength=len(count)) > 0
    lengths = np.where(solved[:, None], np.zeros((len(count), draws)), np.inf)
    pair, draw = np.nonzero(np.isfinite(lengths))
    numbers = restart_numbers(draws).astype(np.int64)
    at = RESTART_STRIDE * draw + PAIR_STRIDE * number[pair]
    while len(pair):  # each round draws one run for every simulation that has not succeeded yet
        run = first[pair] + numbers[at % len(numbers)] * count[pair] // 65536
        success = np.isfinite(cost[run])
        lengths[pair, draw] += np.where(success, cost[run], spent[run])
        pair, draw, at = pair[~success], draw[~success], at[~success] + 1
    return lengths


def _reached(lengths: np.ndarray, grid: np.ndarray) -> np.ndarray:
    """Return how many of the lengths ``[P, B]`` are at or below each point of the grid ``[P, X]``."""
    bins = np.searchsorted(grid * (1 + 1e-12), np.where(np.isnan(lengths), np.inf, lengths), side="left")
    flat = np.arange(len(lengths))[:, None] * (len(grid) + 1) + bins
    found = np.bincount(flat.ravel(), minlength=len(lengths) * (len(grid) + 1))
    return np.cumsum(found.reshape(len(lengths), -1), axis=1)[:, :-1]

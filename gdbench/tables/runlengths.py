"""Distribution of run lengths over (workload, target) pairs, with simulated restarts."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gdbench.tables.resampling import band


def run_lengths(
    hits: pd.DataFrame,
    draws: int = 100,
    points: int = 120,
    *,
    restarts: bool = True,
    most: float | None = None,
) -> pd.DataFrame:
    """Return the share of (workload, target) pairs reached within a cost (COCO; Hansen et al. 2016).

    ECDF_v(t) = mean over pairs p and draws b of [ℓ_p,b ≤ t]. A run length ℓ is simulated: runs of the pair are drawn
    with replacement and what they spent is added up until one succeeds; infinite where none ever did. Without
    ``restarts`` the ℓ are the runs themselves. A pair that a variant has no runs on counts as not reached.
    ``hits`` are those of the tuned setting; costs are log-spaced up to ``most`` (default: ten times the longest
    run). Columns: variant, cost, share, low, high (bootstrap over workloads).
    """
    columns = ["variant", "cost", "share", "low", "high"]
    if not len(hits):
        return pd.DataFrame(columns=columns)
    keys = ["variant", "workload", "target"]
    grouped = hits.groupby(keys, observed=True)
    place = grouped.ngroup().to_numpy()
    pairs = grouped.size().index.to_frame(index=False)
    lengths, runs = _lengths(hits, place, len(pairs), draws, restarts)
    grid = _grid(hits, points, most)
    reached = _reached(lengths, grid) / runs[:, None]
    variants, v = np.unique(pairs["variant"].astype(str), return_inverse=True)
    names, p = np.unique(pairs["workload"].astype(str) + "\0" + pairs["target"].astype(str), return_inverse=True)
    every = np.zeros((len(variants), len(names), len(grid)))
    every[v, p] = reached
    share, low, high = band(every, np.array([name.split("\0")[0] for name in names]))
    table = {"variant": np.repeat(variants.astype(object), len(grid)), "cost": np.tile(grid, len(variants))}
    return pd.DataFrame(table | {"share": share.ravel(), "low": low.ravel(), "high": high.ravel()})


def _grid(hits: pd.DataFrame, points: int, most: float | None) -> np.ndarray:
    finite = hits["cost"][np.isfinite(hits["cost"]) & (hits["cost"] > 0)]
    last = most or 10.0 * float(np.nanmax(hits["spent"]))
    return np.geomspace(min(finite.min() if len(finite) else last / 1000, last), last, points)


def _lengths(
    hits: pd.DataFrame, place: np.ndarray, pairs: int, draws: int, restarts: bool
) -> tuple[np.ndarray, np.ndarray]:
    """Run lengths ``[P, B]`` of each pair (infinite also where a row has fewer), and how many there are ``[P]``."""
    order = np.argsort(place, kind="stable")
    count = np.bincount(place, minlength=pairs)
    first = np.cumsum(count) - count
    cost, spent = hits["cost"].to_numpy(float)[order], hits["spent"].to_numpy(float)[order]
    if not restarts:
        run = np.arange(count.max())
        there = run < count[:, None]
        lengths = cost[np.minimum(first[:, None] + run, len(cost) - 1)]
        return np.where(there, lengths, np.inf), count
    solved = np.bincount(place, weights=np.isfinite(hits["cost"]), minlength=pairs) > 0
    lengths = np.where(solved[:, None], np.zeros((pairs, draws)), np.inf)
    pair, draw = np.nonzero(np.isfinite(lengths))
    random = np.random.default_rng(0)
    while len(pair):  # each round draws one run for every simulation that has not succeeded yet
        run = first[pair] + (random.random(len(pair)) * count[pair]).astype(int)
        success = np.isfinite(cost[run])
        lengths[pair, draw] += np.where(success, cost[run], spent[run])
        pair, draw = pair[~success], draw[~success]
    return lengths, np.full(pairs, draws)


def _reached(lengths: np.ndarray, grid: np.ndarray) -> np.ndarray:
    """How many of the lengths ``[P, B]`` are at or below each point of the grid, ``[P, X]``."""
    bins = np.searchsorted(grid * (1 + 1e-12), np.where(np.isnan(lengths), np.inf, lengths), side="left")
    flat = np.arange(len(lengths))[:, None] * (len(grid) + 1) + bins
    found = np.bincount(flat.ravel(), minlength=len(lengths) * (len(grid) + 1))
    return np.cumsum(found.reshape(len(lengths), -1), axis=1)[:, :-1]

"""Pairwise win probabilities: how often one variant beats another from the same start."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from gdbench.tables.blocks import share_interval
from gdbench.tables.scores import scores


def win_probabilities(hits: pd.DataFrame, cells: pd.DataFrame, variants: Sequence[str] | None = None) -> pd.DataFrame:
    """Return, for every ordered pair of ``variants`` (default: all), the probability that the first beats the second.

    P(u beats v) = mean over workloads and seeds of [a_u > a_v] + ½ [a_u = a_v], where a is the score of a run (see
    `scores`). Two runs that miss every target both score 0 and tie. Runs are paired by workload and start. Workloads
    to which either variant does not apply are left out. low and high: see `share_interval`; the blocks are the
    workloads that were compared, or the runs if it was only one. Columns: variant, against, wins, low, high, pairs (how
    many runs were compared).
    """
    every = scores(hits, cells)
    names = [name for name in every.variants if variants is None or name in set(variants)]
    area = every.area[[every.variants.index(name) for name in names]]  # [V, W, S]
    rows = []
    for u, name in enumerate(names):
        there = ~np.isnan(area[u] + area)
        won = np.where(there, (area[u] > area) + 0.5 * (area[u] == area), 0.0)
        with np.errstate(invalid="ignore"):
            wins = won.sum(axis=(1, 2)) / there.sum(axis=(1, 2))
        low, high = _intervals(wins, there)
        facts = {"variant": name, "against": names, "wins": wins, "low": low, "high": high}
        rows.append(pd.DataFrame(facts | {"pairs": there.sum(axis=(1, 2))}).drop(index=u))
    columns = ["variant", "against", "wins", "low", "high", "pairs"]
    return pd.concat(rows, ignore_index=True) if rows else pd.DataFrame(columns=columns)


def _intervals(wins: np.ndarray, there: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the intervals of shares ``[V]``, whose blocks are the compared workloads, or the runs of only one."""
    workloads = there.any(axis=2).sum(axis=1)
    count = np.where(workloads == 1, there.sum(axis=(1, 2)), workloads)
    low, high = np.full(len(wins), np.nan), np.full(len(wins), np.nan)
    for amount in np.unique(count):
        low[count == amount], high[count == amount] = share_interval(wins[count == amount], int(amount))
    return low, high

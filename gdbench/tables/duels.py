"""Pairwise win probabilities: how often one variant beats another from the same start."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from gdbench.tables.bootstrap import interval, run_weights
from gdbench.tables.scores import scores

DRAWS = 500  # the first draws of `run_weights`; fewer, because every pair of variants needs an interval


def win_probabilities(hits: pd.DataFrame, cells: pd.DataFrame, variants: Sequence[str] | None = None) -> pd.DataFrame:
    """Return, for every ordered pair of ``variants`` (default: all), the probability that the first beats the second.

    P(u beats v) = mean over workloads and seeds of [a_u > a_v] + ½ [a_u = a_v], where a is the score of a run (see
    `scores`). Two runs that miss every target both score 0 and tie. Runs are paired by workload and start. Workloads
    to which either variant does not apply are left out. low and high: bootstrap over workloads and seeds.
    Columns: variant, against, wins, low, high, pairs (how many runs were compared).
    """
    every = scores(hits, cells)
    columns = ["variant", "against", "wins", "low", "high", "pairs"]
    if not every.variants:
        return pd.DataFrame(columns=columns)
    _, workloads, seeds = every.area.shape
    weights = run_weights(workloads, seeds)[:DRAWS].reshape(DRAWS, -1).astype(float)
    names = [name for name in every.variants if variants is None or name in set(variants)]
    flat = every.area[[every.variants.index(name) for name in names]].reshape(len(names), -1)  # [V, W·S]
    rows = []
    for u, name in enumerate(names):
        there = ~np.isnan(flat[u] + flat)
        often = weights @ there.T
        with np.errstate(invalid="ignore"):
            won = np.where(there, (flat[u] > flat) + 0.5 * (flat[u] == flat), 0.0)
            wins = won.sum(axis=1) / there.sum(axis=1)
            drawn = np.where(often > 0, weights @ won.T / often, 0.5)
        low, high = interval(drawn)
        facts = {"variant": name, "against": names, "wins": wins, "low": low, "high": high}
        rows.append(pd.DataFrame(facts | {"pairs": there.sum(axis=1)}).drop(index=u))
    return pd.concat(rows, ignore_index=True) if rows else pd.DataFrame(columns=columns)

"""Pairwise win probabilities: how often one variant beats another from the same start."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gdbench.tables.bootstrap import interval, run_weights
from gdbench.tables.scores import scores

DRAWS = 500  # the first of those of a run: there is an interval for every pair of variants


def win_probabilities(hits: pd.DataFrame, cells: pd.DataFrame) -> pd.DataFrame:
    """Return, for every ordered pair of variants, the probability that the first beats the second.

    P(u beats v) = mean over workloads and seeds of [a_u > a_v] + ½ [a_u = a_v], with a the score of a run (see
    `scores`: a miss of every target scores 0, so two such runs tie). Runs are paired: same workload, same
    start. Workloads to which either does not apply are left out. low and high: bootstrap over workloads and seeds.
    Columns: variant, against, wins, low, high, pairs (how many runs were compared).
    """
    every = scores(hits, cells)
    count, workloads, seeds = every.area.shape
    weights = run_weights(workloads, seeds)[:DRAWS].reshape(DRAWS, -1).astype(float)
    flat = every.area.reshape(count, -1)  # [V, W·S]
    rows = []
    for u, name in enumerate(every.variants):
        there = ~np.isnan(flat[u] + flat)
        with np.errstate(invalid="ignore"):
            won = np.where(there, (flat[u] > flat) + 0.5 * (flat[u] == flat), 0.0)
            wins = won.sum(axis=1) / there.sum(axis=1)
            drawn = (weights @ won.T) / (weights @ there.T)
        low, high = interval(drawn)
        facts = {"variant": name, "against": every.variants, "wins": wins, "low": low, "high": high}
        rows.append(pd.DataFrame(facts | {"pairs": there.sum(axis=1)}).drop(index=u))
    columns = ["variant", "against", "wins", "low", "high", "pairs"]
    return pd.concat(rows, ignore_index=True) if rows else pd.DataFrame(columns=columns)

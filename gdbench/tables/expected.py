"""Expected running times, in which the cost of runs that miss the target is counted and not dropped."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gdbench import measures
from gdbench.tables.bootstrap import interval, multiplicities


def tuned(hits: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the tuned setting on the evaluation seeds."""
    return hits[(hits["stage"] == "evaluation") & (hits["trial"] >= 0)]


def expected_running_time(hits: pd.DataFrame, draws: int = 0) -> pd.DataFrame:
    """Return ERT per variant, workload and target (COCO; Hansen et al. 2021).

    The formula is that of `gdbench.measures.expected_time`. Columns: ert (gradient evaluations), ert_steps, solved,
    attempted; with ``draws`` also low and high, the 95 % bootstrap interval of ert over seeds. The same seeds are drawn
    for every variant, and a draw without a success counts as infinite.
    """
    frame = hits.assign(
        hit=np.isfinite(hits["cost"]),
        calls=measures.charged(hits["cost"].to_numpy(float), hits["spent"].to_numpy(float)),
        moves=np.where(hits["step"] >= 0, hits["step"], hits["steps"]),
    )
    grouped = frame.groupby(["variant", "workload", "target", "level"], observed=True)
    table = grouped.agg(
        calls=("calls", "sum"), moves=("moves", "sum"), solved=("hit", "sum"), attempted=("hit", "size")
    ).reset_index()
    solved = table["solved"].to_numpy()
    table["ert"] = measures.expected_time(table["calls"].to_numpy(), solved)
    table["ert_steps"] = measures.expected_time(table["moves"].to_numpy(), solved)
    if draws:
        place = grouped.ngroup().to_numpy()
        table["low"], table["high"] = _intervals(frame, place, len(table), draws)
    return table.drop(columns=["calls", "moves"])


def _intervals(frame: pd.DataFrame, group: np.ndarray, groups: int, draws: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the bootstrap interval of the ERT of each group of runs, computed by matrix products over seeds."""
    seeds, seed = np.unique(frame["seed"], return_inverse=True)
    calls, hit = np.zeros((2, groups, len(seeds)))
    calls[group, seed], hit[group, seed] = frame["calls"], frame["hit"]
    weights = multiplicities(draws, len(seeds)).T
    bounds = np.empty((2, groups))
    for first in range(0, groups, 2000):
        part = slice(first, first + 2000)
        drawn = measures.expected_time(calls[part] @ weights, hit[part] @ weights)
        bounds[:, part] = interval(drawn, axis=1)
    return bounds[0], bounds[1]


def last_target(table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of each workload's hardest target."""
    return table[table["target"] == table.groupby("workload", observed=True)["target"].transform("max")]

"""Expected running times, in which the cost of runs that miss the target is counted and not dropped."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gdbench import measures


def tuned(hits: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the tuned setting on the evaluation seeds."""
    return hits[(hits["stage"] == "evaluation") & (hits["trial"] >= 0)]


def expected_running_time(hits: pd.DataFrame) -> pd.DataFrame:
    """Return ERT per variant, workload and target (COCO; Hansen et al. 2021): see `gdbench.measures.expected_time`.

    Columns: variant, workload, target, level, solved, attempted, ert (gradient evaluations), ert_steps.
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
    return table.drop(columns=["calls", "moves"])


def last_target(table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of each workload's hardest target."""
    return table[table["target"] == table.groupby("workload", observed=True)["target"].transform("max")]


def ratio_to_best(times: np.ndarray, best: np.ndarray) -> np.ndarray:
    """Return times divided by the best ones; a best time of 0 (solved at the start) is 1 times itself."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(times == best, 1.0, times / best)

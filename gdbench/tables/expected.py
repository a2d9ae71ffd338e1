"""Expected running times and performance profiles: what a miss costs, without dropping it."""

from __future__ import annotations

import numpy as np
import pandas as pd


def tuned(hits: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the tuned setting on the evaluation seeds."""
    return hits[(hits["stage"] == "evaluation") & (hits["trial"] >= 0)]


def expected_running_time(hits: pd.DataFrame) -> pd.DataFrame:
    """Return ERT per variant, workload and target (COCO; Hansen et al. 2021).

    ERT = (calls of all runs, successful or not) / (number of successful runs), where a successful run counts
    its calls up to the hit; infinite when none succeeded. Columns: ert (gradient evaluations), ert_steps,
    solved, attempted.
    """
    frame = hits.assign(
        hit=np.isfinite(hits["cost"]),
        calls=np.where(np.isfinite(hits["cost"]), hits["cost"], hits["spent"]),
        moves=np.where(hits["step"] >= 0, hits["step"], hits["steps"]),
    )
    grouped = frame.groupby(["variant", "workload", "target", "level"], observed=True)
    table = grouped.agg(
        calls=("calls", "sum"), moves=("moves", "sum"), solved=("hit", "sum"), attempted=("hit", "size")
    ).reset_index()
    with np.errstate(divide="ignore"):
        table["ert"] = table["calls"] / table["solved"]
        table["ert_steps"] = table["moves"] / table["solved"]
    return table.drop(columns=["calls", "moves"])


def last_target(table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of each workload's hardest target."""
    return table[table["target"] == table.groupby("workload", observed=True)["target"].transform("max")]


def performance_profile(ert: pd.DataFrame, most: float = 100.0, points: int = 120) -> pd.DataFrame:
    """Return the share of (workload, target) pairs that each variant solves within a factor τ of the best one.

    ρ_v(τ) = |{p : ERT_v,p ≤ τ · min_u ERT_u,p}| / |P| (Dolan & Moré 2002), over the pairs that at least one
    variant solves, for τ log-spaced in [1, ``most``]. Columns: variant, tau, share.
    """
    pairs = ert.pivot_table(index=["workload", "target"], columns="variant", values="ert", observed=True, aggfunc="min")
    values = pairs.to_numpy(dtype=float, na_value=np.inf)
    best = values.min(axis=1, keepdims=True)
    solvable = np.isfinite(best[:, 0])
    ratios = values[solvable] / best[solvable]
    tau = np.geomspace(1.0, most, points)
    within = ratios[None] <= tau[:, None, None] * (1 + 1e-12)  # [points, pairs, variants]
    share = within.sum(axis=1) / max(1, len(ratios))
    return pd.DataFrame(
        {
            "variant": np.repeat(list(pairs.columns), points),
            "tau": np.tile(tau, len(pairs.columns)),
            "share": share.T.reshape(-1),
        }
    )

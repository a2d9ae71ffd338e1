"""The AlgoPerf benchmark score: performance profiles of time to target, cut at four times the best."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gdbench.tables.expected import last_target, ratio_to_best

MOST = 4.0  # a time beyond this multiple of the fastest counts as a miss, and profiles end at this ratio
POINTS = 100


def target_times(hits: pd.DataFrame) -> pd.DataFrame:
    """Return the time to the last target of each variant on each workload: the median over seeds (upper of two).

    ``hits`` holds the hits of the tuned setting. Each seed stands for one AlgoPerf study, because tuning has already
    compared the trials. A miss has infinite time. Columns: submission, workload, base (the workload itself), time.
    """
    frame = last_target(hits)
    grouped = frame.groupby(["variant", "workload"], observed=True)["cost"]
    times = grouped.quantile(0.5, interpolation="higher").reset_index()
    times = times.rename(columns={"variant": "submission", "cost": "time"})
    return times.assign(base=times["workload"])[["submission", "workload", "base", "time"]]


def algoperf_profile(times: pd.DataFrame) -> pd.DataFrame:
    """Return the share ρ_s(τ) of base workloads that each submission solves within τ times the fastest one.

    The steps are those of Dahl et al. 2023 (arXiv 2306.07179), section 4, in the order of its scoring code: (1) a time
    beyond 4 × the fastest time of the workload is a miss; (2) a miss on a base workload counts as a miss on its
    variants, and a miss on a variant counts as a miss on its base; (3) the remaining times are divided by the fastest
    of them on the base; (4) τ takes 100 evenly spaced values in [1, 4]. A submission without a time has missed.
    ``times`` has the columns submission, workload, base, time. Columns: submission, tau, share.
    """
    if not len(times):
        return pd.DataFrame({"submission": [], "tau": [], "share": []})
    table = times.pivot_table(index="submission", columns="workload", values="time", aggfunc="min", dropna=False)
    values = table.to_numpy(float, na_value=np.inf)
    values = np.where(np.isnan(values), np.inf, values)
    with np.errstate(invalid="ignore"):
        values = np.where(values <= MOST * values.min(axis=0), values, np.inf)
    base_of = dict(zip(times["workload"], times["base"], strict=True))
    bases = list(dict.fromkeys(base_of.values()))
    missed = pd.DataFrame(np.isinf(values), index=table.index, columns=table.columns)
    lost = missed.T.groupby(base_of).any().T[bases].to_numpy()
    left = np.where(lost, np.inf, values[:, table.columns.get_indexer(pd.Index(bases))])
    best = left.min(axis=0)
    ratio = ratio_to_best(left, np.where(np.isfinite(best), best, 1.0))
    tau = np.linspace(1.0, MOST, POINTS)
    share = (ratio[:, :, None] <= tau).mean(axis=1)  # [submissions, points]
    return pd.DataFrame(
        {
            "submission": np.repeat(table.index.to_numpy(object), POINTS),
            "tau": np.tile(tau, len(table)),
            "share": share.ravel(),
        }
    )


def algoperf_scores(times: pd.DataFrame) -> pd.DataFrame:
    """Return ∫ ρ_s(τ) dτ / 3 over τ in [1, 4] by the trapezoid rule, best first (see `algoperf_profile`).

    Columns: submission, score. A submission that is the fastest on every workload scores 1, and one that is nowhere
    within four times the fastest scores 0.
    """
    profile = algoperf_profile(times)
    if not len(profile):
        return pd.DataFrame({"submission": [], "score": []})
    shares = profile["share"].to_numpy(float).reshape(-1, POINTS)
    score = np.trapezoid(shares, profile["tau"].to_numpy(float)[:POINTS], axis=1) / (MOST - 1.0)
    table = pd.DataFrame({"submission": profile["submission"].to_numpy()[::POINTS], "score": score})
    return table.sort_values("score", ascending=False, ignore_index=True)

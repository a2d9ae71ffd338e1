"""Learning-rate sensitivity: the mean score at each learning rate, and how wide the interval of good rates is."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gdbench.tables.budgets import cell_rows
from gdbench.tables.endings import LABELS

GOOD = 2.0  # a trial is good if it needs at most this multiple of the best trial's calls
PER_DECADE = 2  # learning rates at which scores are compared
REACH = 0.5  # decades; good trials closer than this belong to one interval, even with a bad trial between them


def scores_by_rate(trials: pd.DataFrame) -> pd.DataFrame:
    """Return the mean score over workloads at learning rates of a grid with `PER_DECADE` points per decade.

    Each workload has trials of its own, and tuning puts more of them where the first ones did best. The mean of the
    trials near a rate would therefore favour the rate. Instead, the score of every workload is interpolated, linearly
    in log₁₀ of the learning rate, and each workload counts once. The label of a workload at a rate is that of its
    nearest trial. Columns: variant, learning_rate, area, and for each label the share of workloads that have it.
    """
    known = trials[np.isfinite(trials["learning_rate"]) & (trials["learning_rate"] > 0)]
    frames = [_by_rate(str(name), group) for name, group in known.groupby("variant", observed=True, sort=True)]
    columns = ["variant", "learning_rate", "area", *LABELS]
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=columns)


def _by_rate(variant: str, trials: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of one variant, from its lowest to its highest learning rate."""
    exponent = np.log10(trials["learning_rate"].to_numpy(float))
    ends = np.floor(exponent.min() * PER_DECADE + 0.5), np.floor(exponent.max() * PER_DECADE + 0.5)
    grid = np.arange(ends[0], ends[1] + 1) / PER_DECADE
    area, shares, workloads = np.zeros(len(grid)), np.zeros((len(grid), len(LABELS))), 0
    ordered = trials.assign(exponent=exponent).sort_values("exponent", kind="stable")
    for _, rows in ordered.groupby("workload", observed=True, sort=False):
        there = rows["exponent"].to_numpy()
        area += np.interp(grid, there, rows["area"].to_numpy(float))
        nearest = rows["label"].to_numpy()[np.argmin(np.abs(grid[:, None] - there), axis=1)]
        shares += nearest[:, None] == np.array(LABELS)
        workloads += 1
    found = {"variant": variant, "learning_rate": 10.0**grid, "area": area / workloads}
    return pd.DataFrame(found | {name: shares[:, i] / workloads for i, name in enumerate(LABELS)})


def learning_rate_intervals(trials: pd.DataFrame) -> pd.DataFrame:
    """Return, per variant and workload, the interval of good learning rates around the best trial's.

    A trial is good if it needs at most twice the calls of the cell's best trial (effort ≤ best + log 2, see
    `trials_table`), did not diverge and hit a target. The trials are sorted by learning rate, and the interval grows
    from the best trial in both directions as long as the next good trial is the neighbour or lies within half a decade.
    A single bad trial does not end the interval, because other knobs vary too. The interval ends half-way, on a
    logarithmic scale, to the next trial outside, or at the last trial. decades = log₁₀(high / low); it is 0, and the
    bounds are NaN, if no trial hit a target. Cells whose learning rate was not searched have no row. Columns: variant,
    workload, low, high, decades, searched (decades between the smallest and the largest rate tried), good, trials,
    best_rate, success (of the best trial).
    """
    columns = ["low", "high", "decades", "searched", "good", "trials", "best_rate", "success"]
    known = np.isfinite(trials["learning_rate"]) & (trials["learning_rate"] > 0)
    frame = trials[known].reset_index(drop=True)
    groups = cell_rows(frame)
    arrays = {
        "rate": np.log10(frame["learning_rate"].to_numpy(float)),
        "effort": frame["effort"].to_numpy(float),
        "usable": ((frame["hit_share"] > 0) & (frame["label"] != "diverged")).to_numpy(),
        "success": (frame["solved"] / frame["attempted"]).to_numpy(float),
    }
    rows = [_row(**{name: values[first:last] for name, values in arrays.items()}) for first, last in groups]
    table = frame[["variant", "workload"]].iloc[[first for first, _ in groups]].reset_index(drop=True)
    return pd.concat([table, pd.DataFrame(rows, columns=columns)], axis=1)


def _row(rate: np.ndarray, effort: np.ndarray, usable: np.ndarray, success: np.ndarray) -> tuple[float, ...]:
    """Return the columns of one cell, whose trials are given best first."""
    order = np.argsort(rate, kind="stable")
    good = usable & (effort <= effort[0] + np.log(GOOD))
    low, high = _interval(rate[order], good[order], int(np.argmin(order))) if good[0] else (np.nan, np.nan)
    decades = high - low if good[0] else 0.0
    bounds = (10.0**low, 10.0**high, decades, np.ptp(rate))
    return (*bounds, int(good.sum()), len(rate), 10.0 ** rate[0], success[0])


def _interval(rate: np.ndarray, good: np.ndarray, best: int) -> tuple[float, float]:
    """Return the ends, in log₁₀, of the chain of good rates that contains the best; ``rate`` ``[n]`` is sorted."""
    ends = []
    for way in (-1, 1):
        at = best
        while (following := _next_good(rate, good, at, way)) is not None:
            at = following
        outside = at + way
        ends.append((rate[at] + rate[outside]) / 2 if 0 <= outside < len(rate) else rate[at])
    return ends[0], ends[1]


def _next_good(rate: np.ndarray, good: np.ndarray, at: int, way: int) -> int | None:
    """Return the index of the next good trial in a direction, if it is the neighbour or within `REACH`, else None."""
    k = at + way
    while 0 <= k < len(rate) and (k == at + way or abs(rate[k] - rate[at]) <= REACH):
        if good[k]:
            return k
        k += way
    return None

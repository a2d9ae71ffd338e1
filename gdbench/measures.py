"""The formulas by which runs are judged: area, expected running time, and the effort of a trial of tuning.

Tuning, tables and the gate all call these, so that a run is judged alike wherever it is judged.
"""

from __future__ import annotations

import numpy as np

MISS = 10.0  # A missed target counts as this many budgets when trials of tuning are compared.
LOST = 301.0  # The depth of a run that left the finite numbers: worse than any finite gap.


def area(calls: np.ndarray, budget: np.ndarray | float) -> np.ndarray:
    """Return 1 − log(calls) / log(budget) of each hit, within [0, 1]: 1 for one call, 0 for the budget or a miss.

    Its mean over targets is the area under a run's ECDF of hits over the logarithm of calls.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.clip(1.0 - np.log(np.maximum(calls, 1.0)) / np.log(budget), 0.0, 1.0)


def charged(cost: np.ndarray, spent: np.ndarray) -> np.ndarray:
    """Return the calls that runs are charged for a target: up to the hit, or all that they spent where they missed."""
    return np.where(np.isfinite(cost), cost, spent)


def expected_time(calls: np.ndarray, solved: np.ndarray) -> np.ndarray:
    """Return ERT = (calls of all runs) / (number of runs that hit the target), infinite where none did.

    ``calls`` are the sums of `charged` (COCO; Hansen et al. 2021).
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(solved > 0, calls / solved, np.inf)


def trial_merits(
    trial: np.ndarray, hit_cost: np.ndarray, gap: np.ndarray, budget: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the trials ``[K]`` in ascending order, with the effort and the depth of each.

    effort: mean over runs and targets of log(calls), where a missed target counts `MISS` budgets, and a run that left
    the finite numbers has missed all; depth: mean of log₁₀ |gap| at the end. The smallest (effort, depth, trial) is
    the best. ``trial`` ``[R]``, ``hit_cost`` ``[R, T]`` and ``gap`` ``[R]`` are those of the runs.
    """
    finite = np.isfinite(gap)
    calls = np.where(finite[:, None], np.asarray(hit_cost, np.float64), np.inf)
    effort = np.log(np.minimum(calls, MISS * budget)).mean(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        depth = np.log10(np.clip(np.abs(np.asarray(gap, np.float64)), 1e-300, 1e300))
    depth = np.where(finite, depth, LOST)
    known = np.unique(trial)
    means = np.array([[each[trial == k].mean() for k in known] for each in (effort, depth)])
    return known, means[0], means[1]


def best_first(trials: np.ndarray, effort: np.ndarray, depth: np.ndarray) -> np.ndarray:
    """Return the places of trials in the order of their merit, best first (see `trial_merits`)."""
    return np.lexsort((trials, depth, effort))

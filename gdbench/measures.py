"""The formulas by which runs are judged: area, expected running time, and the effort of a tuning trial.

Tuning, tables and the gate all call these functions, so that each number has a single definition.
"""

from __future__ import annotations

import numpy as np

MISS = 10.0  # A missed target counts as this many budgets when trials of tuning are compared.
LOST = 301.0  # The depth of a run whose gap is infinite or NaN; every finite gap has a smaller depth.


def area(calls: np.ndarray, budget: np.ndarray | float) -> np.ndarray:
    """Return 1 − log(calls) / log(budget) of each hit, within [0, 1]: 1 for one call, 0 for the budget or a miss.

    The mean over targets is the area under a run's ECDF of hits over the logarithm of calls.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.clip(1.0 - np.log(np.maximum(calls, 1.0)) / np.log(budget), 0.0, 1.0)


def charged(cost: np.ndarray, spent: np.ndarray) -> np.ndarray:
    """Return the calls that runs are charged for a target: those up to the hit, or all calls for a missed target."""
    return np.where(np.isfinite(cost), cost, spent)


def expected_time(calls: np.ndarray, solved: np.ndarray) -> np.ndarray:
    """Return ERT = (calls of all runs) / (number of runs that hit the target), infinite if no run did.

    ``calls`` are sums of `charged` over runs (COCO; Hansen et al. 2021).
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(solved > 0, calls / solved, np.inf)


def trial_merits(
    trial: np.ndarray, hit_cost: np.ndarray, gap: np.ndarray, budget: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the trials ``[K]`` in ascending order, with the effort and the depth of each.

    effort is the mean over runs and targets of log(calls), where a missed target counts `MISS` budgets; a target that
    a run hit before it diverged is hit, as in `area` and `expected_time`. depth is the mean of log₁₀ |gap| at the end,
    or `LOST` for an infinite or NaN gap. The trial with the smallest (effort, depth, trial) is the best. ``trial``
    ``[R]``, ``hit_cost`` ``[R, T]`` and ``gap`` ``[R]`` hold one entry per run.
    """
    finite = np.isfinite(gap)
    effort = np.log(np.minimum(np.asarray(hit_cost, np.float64), MISS * budget)).mean(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        depth = np.log10(np.clip(np.abs(np.asarray(gap, np.float64)), 1e-300, 1e300))
    depth = np.where(finite, depth, LOST)
    known = np.unique(trial)
    means = np.array([[each[trial == k].mean() for k in known] for each in (effort, depth)])
    return known, means[0], means[1]


def best_first(trials: np.ndarray, effort: np.ndarray, depth: np.ndarray) -> np.ndarray:
    """Return the indices that sort trials by merit, best first (see `trial_merits`)."""
    return np.lexsort((trials, depth, effort))

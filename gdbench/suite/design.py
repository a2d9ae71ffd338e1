"""Which hyperparameter settings tuning tries: every variant gets the same number of trials."""

from __future__ import annotations

import itertools
import math
from typing import Any, Literal

import numpy as np

from gdbench.types import Entry

Method = Literal["default", "grid", "quasirandom"]
_STREAM = 7  # one scrambling for all suites, so that equal spaces get equal trials


def trials(entry: Entry, method: Method, count: int) -> list[dict[str, Any]]:
    """Return ``count`` settings of the searched knobs (one, empty, for ``default`` or nothing to search).

    ``quasirandom`` is a scrambled Halton sequence: prefix-stable, so a larger budget extends a smaller one.
    ``grid`` is the largest full factorial that fits, filled up quasirandomly. A sweep's own grid wins.
    """
    if entry.grid:
        return [dict(point) for point in entry.grid]
    knobs = dict(sorted(entry.searched().items()))
    if method == "default" or not knobs:
        return [{}]
    unit = _halton(len(knobs), count)
    if method == "grid":
        levels = max(1, math.floor(count ** (1 / len(knobs)) + 1e-9))
        axis = np.linspace(0.0, 1.0, levels) if levels > 1 else np.array([0.5])
        corners = np.array(list(itertools.product(axis, repeat=len(knobs))))
        unit = np.concatenate([corners, unit])[:count]
    return [{name: knob.at(float(u)) for (name, knob), u in zip(knobs.items(), row, strict=True)} for row in unit]


def _halton(dimensions: int, count: int) -> np.ndarray:
    from scipy.stats import qmc

    return qmc.Halton(dimensions, scramble=True, rng=_STREAM).random(count)


def best_trial(trial: np.ndarray, hit_cost: np.ndarray, gap: np.ndarray, budget: int) -> int:
    """Return the trial that tuning chooses, from its runs' ``[R]`` trials, ``[R, T]`` hits and ``[R]`` gaps.

    The winner reaches the targets soonest: the mean over seeds and targets of log(calls), a missed target
    counted as ten budgets; a run that left the finite numbers has reached nothing worth keeping.
    Among equals (say, when none was reached) the smallest mean log gap wins.
    """
    finite = np.isfinite(gap)
    calls = np.where(finite[:, None], np.asarray(hit_cost, np.float64), np.inf)
    effort = np.log(np.minimum(calls, 10.0 * budget)).mean(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        depth = np.log10(np.clip(np.abs(np.asarray(gap, np.float64)), 1e-300, 1e300))
    depth = np.where(finite, depth, 301.0)
    score = {int(k): (effort[trial == k].mean(), depth[trial == k].mean(), int(k)) for k in np.unique(trial)}
    return min(score, key=score.__getitem__)

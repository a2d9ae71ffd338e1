"""Chooses the hyperparameter settings that tuning tries; every variant gets the same number of trials."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping
from typing import Any, Literal

import numpy as np

from gdbench import measures
from gdbench.types import Entry, Hyperparameter

Method = Literal["default", "grid", "quasirandom"]
_STREAM = 7  # the seed of the scrambling, the same for all suites, so that equal search spaces get equal trials


def trials(entry: Entry, method: Method, count: int) -> list[dict[str, Any]]:
    """Return ``count`` settings of the searched knobs, or a single empty one for ``default`` or without such knobs.

    ``quasirandom`` is prefix-stable, so a larger budget extends a smaller one (see `_design`). ``grid`` is the largest
    full factorial that fits, filled up with quasirandom points. A grid that the entry itself defines is used unchanged.
    """
    if entry.grid:
        return [dict(point) for point in entry.grid]
    knobs = dict(sorted(entry.searched().items(), key=lambda item: (item[0] != "learning_rate", item[0])))
    if method == "default" or not knobs:
        return [{}]
    points = _design(knobs, count)
    if method == "grid":
        levels = max(1, math.floor(count ** (1 / len(knobs)) + 1e-9))
        axis = np.linspace(0.0, 1.0, levels) if levels > 1 else np.array([0.5])
        corners = np.array(list(itertools.product(axis, repeat=len(knobs))))
        points = (_at(knobs, corners) + points)[:count]
    return points


def _design(knobs: Mapping[str, Hyperparameter], count: int) -> list[dict[str, Any]]:
    """Return ``count`` points of a scrambled Halton sequence, half of them from the design of a special case.

    A method with momentum is more general than the method without it, and must not lose to it for lack of trials
    (Choi et al. 2019, arXiv:1910.05446). If a decay such as a momentum may be 0, trials 0, 2, 4, … are therefore the
    trials of the design without that knob, in the same order, with the knob set to 0; trials 1, 3, 5, … are points of
    the whole space. The first 2k trials of the general method thus contain the first k trials of the special one, and
    both methods get the same number of trials. The learning rate is the first coordinate, so that learning rates are
    spread in the same way in every design.
    """
    decays = [name for name, knob in knobs.items() if knob.scale == "complement" and knob.high == 1.0]
    if not decays:
        return _halton(knobs, count)
    off = decays[-1]
    rest = {name: knob for name, knob in knobs.items() if name != off}
    special = _design(rest, (count + 1) // 2) if rest else [{}]
    general = _halton(knobs, count)
    without = ({**point, off: 0.0} for point in special)
    pairs = itertools.zip_longest(without, general)
    return [point for pair in pairs for point in pair if point is not None][:count]


def _halton(knobs: Mapping[str, Hyperparameter], count: int) -> list[dict[str, Any]]:
    from scipy.stats import qmc

    return _at(knobs, qmc.Halton(len(knobs), scramble=True, rng=_STREAM).random(count))


def _at(knobs: Mapping[str, Hyperparameter], unit: np.ndarray) -> list[dict[str, Any]]:
    """Return the settings at points of the unit cube ``[count, knobs]``."""
    return [{name: knob.at(float(u)) for (name, knob), u in zip(knobs.items(), row, strict=True)} for row in unit]


def best_trial(trial: np.ndarray, hit_cost: np.ndarray, gap: np.ndarray, budget: int) -> int:
    """Return the trial that tuning chooses, given the trial ``[R]``, hits ``[R, T]`` and last gap ``[R]`` of each run.

    The chosen trial reaches the targets soonest; among equal trials (for example if no trial reached a target) it has
    the smallest gap at the end (see `gdbench.measures.trial_merits`).
    """
    known, effort, depth = measures.trial_merits(trial, hit_cost, gap, budget)
    return int(known[measures.best_first(known, effort, depth)[0]])

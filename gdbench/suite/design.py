"""Chooses the hyperparameter settings that tuning tries; every variant gets the same number of trials."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import Any, Literal

import numpy as np

from gdbench import measures
from gdbench.types import Entry, Hyperparameter

Method = Literal["default", "grid", "quasirandom", "refine"]
FEWEST = 8  # a part of a design with fewer trials than this spreads all of them; its halves would be too small


def stream(workload: str, seed: int) -> int:
    """Return the seed of the scrambling on a workload, by its label and the seed of the suite.

    All variants share it, so equal search spaces get equal trials. It differs between workloads, so that the luck of
    the trials is independent between workloads, as the bootstrap over workloads assumes.
    """
    return int.from_bytes(blake2b(f"{seed} {workload}".encode(), digest_size=8).digest())


def trials(entry: Entry, method: Method, count: int, seed: int = 0) -> list[dict[str, Any]]:
    """Return the settings of the searched knobs to try first, or a single empty one for ``default`` or without knobs.

    ``quasirandom`` gives ``count`` settings and is prefix-stable, so a larger budget extends a smaller one (see
    `_design`). ``refine`` gives the first half of ``count`` settings, and `refined` the others. ``grid`` is the largest
    full factorial that fits, filled up with quasirandom points. A grid that the entry itself defines is used unchanged.
    """
    if entry.grid:
        return [dict(point) for point in entry.grid]
    knobs = _ordered(entry)
    if method == "default" or not knobs:
        return [{}]
    points = _design(knobs, count, seed, halved=method == "refine")
    if method == "grid":
        levels = max(1, math.floor(count ** (1 / len(knobs)) + 1e-9))
        axis = np.linspace(0.0, 1.0, levels) if levels > 1 else np.array([0.5])
        corners = np.array(list(itertools.product(axis, repeat=len(knobs))))
        points = (_at(knobs, corners) + points)[:count]
    return points


def refined(entry: Entry, count: int, ranked: Sequence[Mapping[str, Any]], seed: int = 0) -> list[dict[str, Any]]:
    """Return the settings that ``refine`` tries after the first ones, which are given best first.

    They are spread in a box around the best setting. Its half width is the spacing of the n first settings: 1/n of the
    range of the learning rate, along which they are evenly spaced, and n^(-1/d) of the ranges of the other knobs, if d
    knobs are searched. The part of a design that is a special case (see `_design`) is refined from its own settings, so
    the general method still tries all that the special case tries. A larger ``count`` need not extend a smaller one.
    """
    knobs = _ordered(entry)
    return [] if entry.grid or not knobs else _refined(knobs, count, ranked, seed)


def _ordered(entry: Entry) -> dict[str, Hyperparameter]:
    """Return the searched knobs, the learning rate first."""
    return dict(sorted(entry.searched().items(), key=lambda item: (item[0] != "learning_rate", item[0])))


def _design(knobs: Mapping[str, Hyperparameter], count: int, seed: int, *, halved: bool) -> list[dict[str, Any]]:
    """Return points of a scrambled Halton sequence, half of them from the design of a special case.

    A method with momentum is more general than the method without it, and must not lose to it for lack of trials
    (Choi et al. 2019, arXiv:1910.05446). If a decay such as a momentum may be 0, trials 0, 2, 4, … are therefore the
    trials of the design without that knob, in the same order, with the knob set to 0; trials 1, 3, 5, … are points of
    the whole space. The first 2k trials of the general method thus contain the first k trials of the special one, and
    both methods get the same number of trials. The learning rate is the first coordinate, so that learning rates are
    spread in the same way in every design; those of the general part are shifted by a third of the range, so that they
    lie between those of the special case. If the design is ``halved``, each part has only the first half of its points.
    """
    off = _decay(knobs)
    if off is None:
        return _at(knobs, _halton(len(knobs), first_share(count) if halved else count, seed))
    rest, general = _split(knobs, off, count)
    special = _design(rest, count - general, seed, halved=halved) if rest else [{}]
    unit = _halton(len(knobs), first_share(general) if halved else general, seed).copy()
    unit[:, 0] = (unit[:, 0] + 1 / 3) % 1.0
    return _paired(special, _at(knobs, unit), off)


def _refined(
    knobs: Mapping[str, Hyperparameter], count: int, ranked: Sequence[Mapping[str, Any]], seed: int
) -> list[dict[str, Any]]:
    """Return the points that follow those of a halved `_design`, which are given best first."""
    off = _decay(knobs)
    if off is None:
        return _around(knobs, count - first_share(count), ranked, seed)
    rest, general = _split(knobs, off, count)
    own = [{name: point[name] for name in rest} for point in ranked if point[off] == 0.0]
    special = _refined(rest, count - general, own, seed) if rest else []
    return _paired(special, _around(knobs, general - first_share(general), ranked, seed), off)


def _around(
    knobs: Mapping[str, Hyperparameter], count: int, ranked: Sequence[Mapping[str, Any]], seed: int
) -> list[dict[str, Any]]:
    """Return points in the box around the best of the points tried so far."""
    centre = np.array([knob.place(ranked[0][name]) for name, knob in knobs.items()])
    spacing = len(ranked) ** (-1 / len(knobs))
    half = np.array([1 / len(ranked) if name == "learning_rate" else spacing for name in knobs])
    low, high = np.clip(centre - half, 0.0, 1.0), np.clip(centre + half, 0.0, 1.0)
    return _at(knobs, low + (high - low) * _halton(len(knobs), count, seed))


def first_share(count: int) -> int:
    """Return how many of ``count`` trials of a part are spread over the whole range before the others are placed."""
    return count if count < FEWEST else -(-count // 2)


def most_at_once(method: Method, count: int) -> int:
    """Return how many of ``count`` trials are tried together, if a variant has at most one decay that may be 0."""
    return first_share(count) if method == "refine" and count // 2 >= FEWEST else count


def _decay(knobs: Mapping[str, Hyperparameter]) -> str | None:
    """Return the knob whose value 0 gives a special case, or None."""
    decays = [name for name, knob in knobs.items() if knob.scale == "complement" and knob.high == 1.0]
    return decays[-1] if decays else None


def _split(knobs: Mapping[str, Hyperparameter], off: str, count: int) -> tuple[dict[str, Hyperparameter], int]:
    """Return the knobs of the special case, and how many of ``count`` trials the general part gets."""
    rest = {name: knob for name, knob in knobs.items() if name != off}
    return rest, count // 2 if rest else count - 1


def _paired(
    special: Sequence[Mapping[str, Any]], general: Sequence[Mapping[str, Any]], off: str
) -> list[dict[str, Any]]:
    """Return the points of the special case and of the general one in turns."""
    pairs = itertools.zip_longest(({**point, off: 0.0} for point in special), general)
    return [dict(point) for pair in pairs for point in pair if point is not None]


@lru_cache(maxsize=1024)
def _halton(dim: int, count: int, seed: int) -> np.ndarray:
    """Return points of the unit cube ``[count, dim]``; variants share them, and making them takes a while."""
    from scipy.stats import qmc

    return qmc.Halton(dim, scramble=True, rng=seed).random(count)


def _at(knobs: Mapping[str, Hyperparameter], unit: np.ndarray) -> list[dict[str, Any]]:
    """Return the settings at points of the unit cube ``[count, knobs]``."""
    return [{name: knob.at(float(u)) for (name, knob), u in zip(knobs.items(), row, strict=True)} for row in unit]


def ranked_trials(trial: np.ndarray, hit_cost: np.ndarray, gap: np.ndarray, budget: int) -> list[int]:
    """Return the trials, best first, given the trial ``[R]``, hits ``[R, T]`` and last gap ``[R]`` of each run.

    The best trial reaches the targets soonest; among equal trials (for example if no trial reached a target) it has the
    smallest gap at the end (see `gdbench.measures.trial_merits`).
    """
    known, effort, depth = measures.trial_merits(trial, hit_cost, gap, budget)
    return [int(each) for each in known[measures.best_first(known, effort, depth)]]

"""Bootstrap weights and intervals: what is drawn is drawn for every variant at once, so differences are paired."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

LEVEL = 0.95
DRAWS = 1000


@lru_cache(maxsize=16)
def multiplicities(draws: int, count: int, seed: int = 0) -> np.ndarray:
    """Return ``[draws, count]``: how often each of ``count`` things is drawn in ``count`` draws with replacement."""
    if not count:
        return np.zeros((draws, 0))
    random = np.random.default_rng(seed)
    weights = random.multinomial(count, np.full(count, 1.0 / count), size=draws).astype(float)
    weights.flags.writeable = False  # the same array serves every cell
    return weights


def run_multiplicities(draws: int, workloads: int, seeds: int, seed: int = 0) -> np.ndarray:
    """Return ``[draws, workloads, seeds]``: how often each run is drawn, workloads first, then seeds within each.

    Every drawn workload brings as many runs as it has seeds (Efron & Tibshirani 1993, chapter 8: two stages).
    """
    if not workloads * seeds:
        return np.zeros((draws, workloads, seeds))
    random = np.random.default_rng(seed)
    often = random.multinomial(workloads, np.full(workloads, 1.0 / workloads), size=draws)
    return random.multinomial(often * seeds, np.full(seeds, 1.0 / seeds)).astype(float)


def interval(values: np.ndarray, axis: int = 0, level: float = LEVEL) -> tuple[np.ndarray, np.ndarray]:
    """Return the percentile interval along an axis; a bound is one of the values, so infinity is a bound too."""
    low, high = np.quantile(values, [(1 - level) / 2, (1 + level) / 2], axis=axis, method="inverted_cdf")
    return low, high


def band(reached: np.ndarray, groups: np.ndarray, draws: int = 200) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the mean over pairs ``[V, X]`` of ``reached`` ``[V, P, X]`` and its interval, lower and upper ``[V, X]``.

    The pairs of one of the ``groups`` ``[P]`` (say, the targets of one workload) are drawn together.
    """
    variants, pairs, points = reached.shape
    if not pairs:
        nothing = np.zeros((variants, points))
        return nothing, nothing, nothing
    _, place = np.unique(groups, return_inverse=True)
    size = np.bincount(place).astype(float)
    member = np.eye(len(size))[place].T  # [G, P]
    total = member @ reached.astype(float)  # [V, G, X]
    weights = multiplicities(draws, len(size))
    drawn = (weights / (weights @ size)[:, None]) @ total  # [V, B, X]
    low, high = interval(drawn, axis=1)
    return total.sum(axis=1) / pairs, low, high

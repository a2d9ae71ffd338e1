"""The bootstrap of statistics that are not means, and the level of all intervals; `blocks` has the intervals of means.

Every draw is shared by all variants, so that differences between variants are paired. All draws start from the same
seed, so that two sets of runs of the same shape always get the same weights.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

LEVEL = 0.95
TAIL = (1 - LEVEL) / 2
DRAWS = 1000
BAND_DRAWS = 200  # draws for the bands around curves
RUN_DRAWS = 2000  # draws of the means of all variants together
LEAST = 6  # units that an interval takes: all of five lie on one side of the median in 6 % of cases
RESTART_STRIDE, PAIR_STRIDE = 128, 1009  # distances between the first numbers of simulations (see `restart_numbers`)


@lru_cache(maxsize=16)
def multiplicities(draws: int, count: int) -> np.ndarray:
    """Return ``[draws, count]``: how often each of ``count`` items occurs in a resample of ``count`` items."""
    if not count:
        return np.zeros((draws, 0))
    random = np.random.default_rng(0)
    weights = random.multinomial(count, np.full(count, 1.0 / count), size=draws).astype(float)
    weights.flags.writeable = False  # the cached array is shared by all callers
    return weights


def resamples(values: np.ndarray, draws: int = RUN_DRAWS) -> np.ndarray:
    """Return ``[draws, n]``: resamples of the n ``values`` with replacement, for medians and other order statistics."""
    return np.random.default_rng(0).choice(values, (draws, len(values)))


@lru_cache(maxsize=4)
def restart_numbers(draws: int) -> np.ndarray:
    """Return ``[128 · draws]`` random numbers as u16, by which runs are drawn when restarts are simulated.

    Simulation b of pair p reads the numbers in order, beginning at index 128 b + 1009 p and starting over at the end,
    and draws the run with index ⌊number · runs / 65536⌋. All variants thus share the numbers of a pair. The page of a
    run embeds the numbers.
    """
    return np.random.default_rng(0).integers(65536, size=RESTART_STRIDE * draws).astype(np.uint16)


def expanded_tail(count: int, tail: float = TAIL) -> float:
    """Return the share of draws beyond each bound: less than ``tail``, because a bootstrap of few units is too narrow.

    Φ(−√(n/(n−1)) t), with Student's t of n − 1 degrees of freedom: the expanded percentile interval of n units
    (Hesterberg 2015, doi:10.1080/00031305.2015.1089789). NaN for fewer than `LEAST` units.
    """
    from scipy.special import ndtr, stdtrit

    return float(ndtr(np.sqrt(count / (count - 1)) * stdtrit(count - 1, tail))) if count >= LEAST else np.nan


def interval(values: np.ndarray, count: int, axis: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Return the percentile interval along an axis of draws of ``count`` units; NaN for fewer than `LEAST` units.

    Each bound is one of the values, so a bound can be infinite (see `expanded_tail`).
    """
    tail = expanded_tail(count)
    if np.isnan(tail):
        nothing = np.full(np.delete(np.shape(values), axis), np.nan)
        return nothing, nothing
    low, high = np.quantile(values, [tail, 1 - tail], axis=axis, method="inverted_cdf")
    return low, high


def band(reached: np.ndarray, groups: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the mean over pairs ``[V, X]`` of ``reached`` ``[V, P, X]`` and its interval, lower and upper ``[V, X]``.

    Pairs of the same group in ``groups`` ``[P]`` (for example the targets of one workload) are drawn together. The
    interval is NaN for fewer than `LEAST` groups.
    """
    variants, pairs, points = reached.shape
    if not pairs:
        nothing = np.zeros((variants, points))
        return nothing, nothing, nothing
    _, place = np.unique(groups, return_inverse=True)
    size = np.bincount(place).astype(float)
    member = np.eye(len(size))[place].T  # [G, P]
    total = member @ reached.astype(float)  # [V, G, X]
    weights = multiplicities(BAND_DRAWS, len(size))
    drawn = (weights / (weights @ size)[:, None]) @ total  # [V, B, X]
    low, high = interval(drawn, len(size), axis=1)
    return total.sum(axis=1) / pairs, low, high

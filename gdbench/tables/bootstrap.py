"""The bootstrap of all tables: weights, intervals and the level.

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
RUN_DRAWS = 2000  # draws over workloads and seeds together
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


@lru_cache(maxsize=16)
def run_weights(workloads: int, seeds: int) -> np.ndarray:
    """Return ``[RUN_DRAWS, workloads, seeds]`` as u8: how often each run occurs in each draw.

    Workloads are drawn first, with replacement; then, within each drawn workload, as many runs as there are seeds are
    drawn with replacement (two-stage bootstrap, Efron & Tibshirani 1993, chapter 8). The page of a run embeds these
    weights.
    """
    size = workloads * seeds
    random = np.random.default_rng(0)
    weights = np.zeros((RUN_DRAWS, size), np.uint8)
    for drawn in weights if size else ():
        chosen = random.integers(workloads, size=workloads)
        runs = random.integers(seeds, size=(workloads, seeds))
        drawn[:] = np.bincount((chosen[:, None] * seeds + runs).reshape(-1), minlength=size)
    weights.flags.writeable = False
    return weights.reshape(RUN_DRAWS, workloads, seeds)


def resampled_means(values: np.ndarray, weights: np.ndarray | None = None) -> np.ndarray:
    """Return the means ``[B, V]`` of values ``[V, W, S]`` in every draw of ``weights`` ``[B, W, S]``.

    The default weights are those of a run of this shape (`run_weights`). ``weights`` may also be a part of a run's
    weights, for some of its workloads or seeds; each draw is then divided by the number of runs that it contains. A
    draw that contains n of N runs scatters like a sample of size n, so its deviation from the mean is multiplied by
    √(n/N); a draw that contains no run is left out. Means are rounded to 12 digits, so that equal values have equal
    means whatever the order of summation.
    """
    count, workloads, seeds = values.shape
    if weights is None:
        weights = run_weights(workloads, seeds)
    if not values.size:
        return np.zeros((len(weights), count))
    flat, chosen = values.reshape(count, -1), weights.reshape(len(weights), -1)
    drawn = chosen.sum(axis=1, dtype=np.int64)
    chosen, drawn = chosen[drawn > 0], drawn[drawn > 0, None]
    parts = [chosen[first : first + 250] @ flat.T for first in range(0, len(chosen), 250)]
    means = np.concatenate(parts) / drawn
    stretch = np.sqrt(drawn / flat.shape[1]) - 1.0  # 0 where a draw is as large as the sample
    return np.round(means + stretch * (means - flat.mean(axis=1)), 12)


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


def interval(values: np.ndarray, axis: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Return the percentile interval along an axis; each bound is one of the values, so a bound can be infinite."""
    low, high = np.quantile(values, [TAIL, 1 - TAIL], axis=axis, method="inverted_cdf")
    return low, high


def band(reached: np.ndarray, groups: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the mean over pairs ``[V, X]`` of ``reached`` ``[V, P, X]`` and its interval, lower and upper ``[V, X]``.

    Pairs of the same group in ``groups`` ``[P]`` (for example the targets of one workload) are drawn together.
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
    low, high = interval(drawn, axis=1)
    return total.sum(axis=1) / pairs, low, high

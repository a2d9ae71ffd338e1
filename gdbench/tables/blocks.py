"""Intervals of means over blocks, of which there may be few; every interval of a mean goes through these functions.

Blocks are the independent observations. With two or more workloads, a block is a workload, and an interval is about
workloads like these; on a single workload, a block is a run, and an interval is about this workload. One block says
nothing about its scatter, so its interval is NaN.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from gdbench.tables.bootstrap import RUN_DRAWS, TAIL

PRIOR = 2.0  # the weight, in blocks, of the mean variance of all rows in the variance of a row (see `mean_interval`)
CODES = 256  # the number of different normal scores by which `drawn_means` draws


def blocks(values: np.ndarray) -> np.ndarray:
    """Return the blocks ``[V, n]`` of values ``[V, W, S]``: means over seeds, or the runs of a single workload."""
    return values[:, 0, :] if values.shape[1] == 1 else values.mean(axis=2)


def ordered(values: np.ndarray) -> np.ndarray:
    """Return the blocks ``[V, n]`` in an order that follows from their values alone.

    Random numbers belong to places, so that ranks would otherwise depend on the order of the workloads in a suite.
    """
    return values[:, np.lexsort(np.round([(values**2).sum(axis=0), values.sum(axis=0)], 12))]


def t_quantile(count: int, tail: float = TAIL) -> float:
    """Return Student's t with ``count`` − 1 degrees of freedom, beyond which lies the share ``tail``; inf below 2."""
    from scipy.special import stdtrit

    return float(stdtrit(count - 1, 1.0 - tail)) if count > 1 else np.inf


def mean_interval(values: np.ndarray, comparisons: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Return the lower and upper bounds ``[V]`` of the 95 % intervals of the means of ``values`` ``[V, n]``.

    The interval is mean ± t s / √n with n − 1 degrees of freedom, with two corrections that few blocks need. The
    variance of a row is at least ((n − 1) s² + 2 s₀²) / (n + 1), where s₀² is the mean variance of all rows, because a
    row whose few blocks happen to be equal is not known exactly. The side to which the blocks are skewed is longer by
    μ₃ (1 + 2 t²) / (6 s² n) (Johnson 1978, doi:10.2307/2286597). The intervals hold together for as many
    ``comparisons`` (Bonferroni). Bounds are NaN for fewer than two blocks, and in rows that are not finite.
    """
    count = values.shape[-1]
    if count < 2 or not len(values):
        return np.full(len(values), np.nan), np.full(len(values), np.nan)
    t = t_quantile(count, TAIL / comparisons)
    mean = values.mean(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        apart = values - mean[:, None]
        spread = (apart**2).sum(axis=1) / (count - 1)
        known = np.isfinite(spread)
        usual = spread[known].mean() if known.any() else 0.0
        spread = np.maximum(spread, ((count - 1) * spread + PRIOR * usual) / (count - 1 + PRIOR))
        reach = t * np.sqrt(spread / count)
        longer = (apart**3).mean(axis=1) / (6 * spread * count) * (1 + 2 * t * t)
        longer = np.where(spread > 1e-18, longer, 0.0)
    low, high = mean - reach + np.minimum(longer, 0.0), mean + reach + np.maximum(longer, 0.0)
    return np.where(known, low, np.nan), np.where(known, high, np.nan)


def area_interval(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the intervals of mean areas ``[V, n]``, which lie between 0 and 1 (see `mean_interval`)."""
    low, high = mean_interval(values)
    return np.clip(low, 0.0, 1.0), np.clip(high, 0.0, 1.0)


def share_interval(share: np.ndarray, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Return Wilson's interval of a share that is the mean over ``count`` blocks of numbers between 0 and 1.

    The normal quantile is replaced by Student's t. No such numbers scatter more than zeros and ones do, so the interval
    is wide enough even if all blocks are equal.
    """
    if count < 2:
        return np.full(np.shape(share), np.nan), np.full(np.shape(share), np.nan)
    square = t_quantile(count) ** 2 / count
    centre = (share + square / 2) / (1 + square)
    half = np.sqrt(square * (share * (1 - share) + square / 4)) / (1 + square)
    return np.maximum(centre - half, 0.0), np.minimum(centre + half, 1.0)


@lru_cache(maxsize=4)
def draw_codes(count: int) -> np.ndarray:
    """Return ``[count, RUN_DRAWS, 2]`` random numbers as u8; those of fewer blocks are the first of those of more.

    The page of a run embeds these numbers.
    """
    one = [np.random.default_rng(i).integers(CODES, size=(RUN_DRAWS, 2), dtype=np.uint8) for i in range(count)]
    return np.stack(one) if count else np.zeros((0, RUN_DRAWS, 2), np.uint8)


@lru_cache(maxsize=1)
def normal_scores() -> np.ndarray:
    """Return the normal quantiles of evenly spaced probabilities, scaled to variance 1, one for each code."""
    from scipy.special import ndtri

    scores = ndtri((np.arange(CODES) + 0.5) / CODES)
    return scores / scores.std()


def drawn_means(values: np.ndarray) -> np.ndarray:
    """Return draws ``[RUN_DRAWS, V]`` of the means of all rows of areas ``[V, n]`` together, given the n blocks.

    A draw is mean + √((n − 1)/χ²) Σᵢ (gᵢ − ḡ)(valueᵢ − mean) / √(n(n − 1)), with normal gᵢ and a χ² with n − 1 degrees
    of freedom. Each mean is thus distributed like Student's t, and differences between rows are paired: all rows share
    the numbers of a draw. Draws lie between 0 and 1, and are rounded, so that equal rows have equal draws.
    """
    count = values.shape[-1]
    mean = values.mean(axis=1)
    if count < 2:
        return np.tile(np.round(mean, 12), (RUN_DRAWS, 1))
    normal, other = np.moveaxis(normal_scores()[draw_codes(count)], 2, 0)  # [n, B]
    chance = (normal - normal.mean(axis=0)) / np.sqrt(count * (other[:-1] ** 2).sum(axis=0))
    return np.round(np.clip(mean + chance.T @ (values - mean[:, None]).T, 0.0, 1.0), 12)

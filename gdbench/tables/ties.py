"""Which variants are worse than the best ones, and the ranks that the others share."""

from __future__ import annotations

from functools import cache

import numpy as np

from gdbench.tables.blocks import t_quantile
from gdbench.tables.bootstrap import LEVEL

SAME = 1e-9  # means that differ by less are equal


def ranks(values: np.ndarray) -> np.ndarray:
    """Return the rank of each variant, from its areas ``[V, n]`` on n blocks (see `blocks`).

    The variants of the first rank are those that are not found to be worse than the best ones (see `best`). The same
    procedure then gives the next rank to some of the variants that are left, and so on. The number of a rank is one
    more than the number of variants before it.
    """
    mean, spread = values.mean(axis=1), _spreads(values)
    out, left = np.ones(len(values), int), np.arange(len(values))
    while len(left):
        first = best(mean[left], spread[np.ix_(left, left)], values.shape[1])
        out[left[first]] = len(values) - len(left) + 1
        left = left[~first]
    return out


def best(mean: np.ndarray, spread: np.ndarray, count: int) -> np.ndarray:
    """Return ``[V]``: which variants may be the best, from their means and the variances ``[V, V]`` of differences.

    Variant v is worse than the best if some u has (mean_u − mean_v) / √(s² / n) > c, where s² is the variance over
    blocks of their paired difference, and at least the median of these variances. The variants that are worse are taken
    out, and the rest is compared again with a new c, until all that are left may be the best: the step-down procedure
    of a model confidence set (Hansen, Lunde & Nason 2011, doi:10.3982/ECTA5771). All claims hold together at 95 %
    (see `critical_value`). Without the least variance, c would have to be as large as the difference of two variants
    whose few blocks happen to be alike.
    """
    here = np.arange(len(mean))
    while len(here) > 1 and count > 1:
        pairs = spread[np.ix_(here, here)]
        least = np.median(pairs[np.triu_indices(len(here), 1)])
        gap = mean[here][:, None] - mean[here]
        reach = np.sqrt(np.maximum(np.maximum(pairs, least), SAME**2) / count)
        worse = ((gap > SAME) & (gap > critical_value(count, len(here)) * reach)).any(axis=0)
        if not worse.any():
            break
        here = here[~worse]
    return np.isin(np.arange(len(mean)), here)


@cache
def critical_value(count: int, variants: int) -> float:
    """Return the critical value for all differences between so many variants on so many blocks.

    A claim has to pass two tests. As a difference with a variance of its own, it is compared with Student's t with
    n − 1 degrees of freedom, at a level that allows for all comparisons of one variant with the others. As a difference
    with the common variance, it is compared with Student's t with (k − 1)(n − 1) degrees, at a level that allows for
    all pairs of k variants (Bonferroni). For two variants both are the paired t-test.
    """
    if variants < 2 or count < 2:
        return np.inf
    own = t_quantile(count, (1 - LEVEL) / 2 / (variants - 1))
    common = t_quantile((variants - 1) * (count - 1) + 1, (1 - LEVEL) / (variants * (variants - 1)))
    return max(own, common)


def _spreads(values: np.ndarray) -> np.ndarray:
    """Return the variances ``[V, V]`` over blocks of the differences between rows of ``values`` ``[V, n]``."""
    apart = values - values.mean(axis=1, keepdims=True)
    return np.array([((apart - row) ** 2).sum(axis=1) for row in apart]).reshape(len(values), -1) / max(
        1, values.shape[1] - 1
    )

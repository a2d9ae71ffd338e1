"""Which variants are worse than the best ones, and the ranks that the others share."""

from __future__ import annotations

from functools import cache

import numpy as np

from gdbench.tables.blocks import draw_codes, ordered, t_quantile
from gdbench.tables.bootstrap import LEAST, LEVEL

FEWEST = 4  # blocks: two or three runs of equal variants often differ by the same amount, by chance
FLIPS = 400  # sign patterns of `critical_value`
_AT_ONCE = 30_000  # numbers, which the cache of a processor holds
SAME = 1e-9  # means that differ by less are equal, as are values of t that differ by less than this share


def ranks(values: np.ndarray) -> np.ndarray:
    """Return the rank of each variant, from its areas ``[V, n]`` on n blocks (see `blocks`).

    The variants of the first rank are those that are not found to be worse than the best ones (see `best`). The same
    procedure then gives the next rank to some of the variants that are left, and so on. The number of a rank is one
    more than the number of variants before it.
    """
    values = ordered(values)
    out, left = np.ones(len(values), int), np.arange(len(values))
    while len(left):
        first = best(values[left])
        out[left[first]] = len(values) - len(left) + 1
        left = left[~first]
    return out


def best(values: np.ndarray) -> np.ndarray:
    """Return ``[V]``: which variants may be the best, from their areas ``[V, n]``; all of them for few blocks.

    Variant v is worse than the best if some u has t = (mean_u − mean_v) / √(s² / n) > c, where s² is the variance over
    blocks of their paired difference, and at least the median of these variances: otherwise c would have to be as large
    as the t of two variants whose few differences happen to be alike. The variants that are worse are taken out, and
    the rest is compared again with a new c, until all that are left may be the best. This is the step-down procedure of
    a model confidence set (Hansen, Lunde & Nason 2011, doi:10.3982/ECTA5771). All claims hold together at 95 %, because
    c is the critical value of the largest t of all pairs that are left (see `critical_value`).
    """
    here = np.arange(len(values))
    while len(here) > 1 and values.shape[1] >= FEWEST:
        pairs = Pairs(values[here])
        limit = critical_value(pairs) * (1 + SAME)
        worse = np.zeros(len(here), bool)
        worse[pairs.second[(pairs.gap > SAME) & (pairs.t > limit)]] = True
        worse[pairs.first[(pairs.gap < -SAME) & (pairs.t > limit)]] = True
        if not worse.any():
            break
        here = here[~worse]
    return np.isin(np.arange(len(values)), here)


class Pairs:
    """The paired differences of all pairs of variants: their means, variances and |t|, each ``[P]``."""

    def __init__(self, values: np.ndarray):
        self.values = values
        self.count = values.shape[1]
        self.first, self.second = np.triu_indices(len(values), 1)
        differences = values[self.first] - values[self.second]
        self.square = (differences**2).sum(axis=1)
        self.gap = differences.mean(axis=1)
        centred = differences - self.gap[:, None]
        self.spread = (centred**2).sum(axis=1) / (self.count - 1)
        self.least = max(float(np.median(self.spread)), SAME**2)
        self.t = np.abs(self.gap) / np.sqrt(np.maximum(self.spread, self.least) / self.count)

    def largest(self, means: np.ndarray) -> np.ndarray:
        """Return the largest |t| ``[B]`` if the means were ``[B, V]`` and the sums of squares the same."""
        at_once = max(1, _AT_ONCE // len(self.first))
        parts = []
        for first in range(0, len(means), at_once):
            some = means[first : first + at_once]
            gap = np.square(some[:, self.first] - some[:, self.second])
            spread = (self.square - self.count * gap) / (self.count - 1)
            parts.append((gap / np.maximum(spread, self.least)).max(axis=1))
        return np.sqrt(self.count * np.concatenate(parts))


def critical_value(pairs: Pairs) -> float:
    """Return the 95 % quantile of the largest |t| of all pairs, if all variants were equal.

    The signs of all differences on a block are flipped at random, which keeps their dependence. With fewer than `LEAST`
    blocks there are too few patterns of signs, and the value follows from Student's t (see `bonferroni`).
    """
    if pairs.count < LEAST:
        return bonferroni(pairs.count, len(pairs.values))
    signs = np.where(draw_codes(pairs.count)[:, :FLIPS, 0] < 128, -1.0, 1.0)  # [n, B]
    largest = pairs.largest(signs.T @ pairs.values.T / pairs.count)
    return float(np.sort(largest)[int(np.ceil(LEVEL * (FLIPS + 1))) - 1])


@cache
def bonferroni(count: int, variants: int) -> float:
    """Return a critical value of the largest |t| of k variants on n blocks for normal areas.

    A claim has to pass two tests. As a difference with a variance of its own, it is compared with Student's t with
    n − 1 degrees of freedom, at a level that allows for all comparisons of one variant with the others. As a difference
    with the common variance, it is compared with Student's t with (k − 1)(n − 1) degrees, at a level that allows for
    all pairs of k variants. For two variants both are the paired t-test.
    """
    if variants < 2 or count < 2:
        return np.inf
    own = t_quantile(count, (1 - LEVEL) / 2 / (variants - 1))
    common = t_quantile((variants - 1) * (count - 1) + 1, (1 - LEVEL) / (variants * (variants - 1)))
    return max(own, common)

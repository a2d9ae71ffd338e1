"""Which differences between variants are significant, and the ranks that tied variants share."""

from __future__ import annotations

import numpy as np

from gdbench.tables.bootstrap import LEVEL


def ranks(area: np.ndarray, draws: np.ndarray, blocks: int | None = None) -> np.ndarray:
    """Return the rank of each variant, from mean areas ``[V]`` and their bootstrap ``draws`` ``[B, V]``.

    Variants are visited in order of decreasing area. Each variant is compared with the first variant of the current
    rank: if the two differ significantly (see `told_apart`), it opens a new rank with its place in the list; otherwise
    it shares the current rank.
    """
    apart = told_apart(area, draws, blocks)
    out, best, rank = np.empty(len(area), int), -1, 0
    for place, v in enumerate(np.argsort(-area, kind="stable"), start=1):
        if best < 0 or apart[best, v]:
            best, rank = v, place
        out[v] = rank
    return out


def told_apart(area: np.ndarray, draws: np.ndarray, blocks: int | None = None) -> np.ndarray:
    """Return ``[V, V]``: which pairs of variants differ significantly, with a family-wise error of at most 5 %.

    A pair differs if |difference| / se > c, where se is the standard deviation of its paired difference over draws and
    c is the 95 % quantile over draws of the largest |difference − its mean| / se among the pairs not yet found to
    differ; this step is repeated until it finds no more pairs (Romano & Wolf 2005,
    doi:10.1111/j.1468-0262.2005.00615.x). Separate tests would find a difference among five equal variants in a third
    of cases. ``blocks`` is the number n of independent workloads; a bootstrap of n blocks is too narrow by the factor
    √(n/(n−1)) t₉₇.₅(n−1) / z₉₇.₅, so c is multiplied by it.
    """
    first, second = np.triu_indices(len(area), 1)
    drawn = draws[:, first] - draws[:, second]
    spread = drawn.std(axis=0)
    varies = spread > 1e-9
    scale = np.where(varies, spread, 1.0)
    gap = np.abs(area[first] - area[second])
    found = np.where(varies, gap / scale, np.where(gap > 1e-9, np.inf, 0.0))
    chance = np.where(varies, np.abs(drawn - drawn.mean(axis=0)) / scale, 0.0)
    apart = np.zeros(len(first), bool)
    while not apart.all():
        critical = widening(blocks) * np.quantile(chance[:, ~apart].max(axis=1), LEVEL)
        more = ~apart & (found > critical)
        if not more.any():
            break
        apart |= more
    table = np.zeros((len(area), len(area)), bool)
    table[first, second] = table[second, first] = apart
    return table


def widening(blocks: int | None) -> float:
    """Return the factor by which the bootstrap interval of a mean of so few blocks has to be widened."""
    from scipy.special import ndtri, stdtrit

    if blocks is None or blocks < 2:
        return 1.0
    tail = (1 + LEVEL) / 2
    return float(np.sqrt(blocks / (blocks - 1)) * stdtrit(blocks - 1, tail) / ndtri(tail))

"""Which differences are more than chance: variants told apart, and the ranks that the others share."""

from __future__ import annotations

import numpy as np

from gdbench.tables.bootstrap import LEVEL


def ranks(area: np.ndarray, draws: np.ndarray, blocks: int | None = None) -> np.ndarray:
    """Return the rank of each variant, from mean areas ``[V]`` and their bootstrap ``draws`` ``[B, V]``.

    Going down the list by area, a variant shares the rank of the best one above it of the same rank, unless
    it is told apart from that one (see `told_apart`): then it opens the next rank, at its place in the list.
    """
    apart = told_apart(area, draws, blocks)
    out, best, rank = np.empty(len(area), int), -1, 0
    for place, v in enumerate(np.argsort(-area, kind="stable"), start=1):
        if best < 0 or apart[best, v]:
            best, rank = v, place
        out[v] = rank
    return out


def told_apart(area: np.ndarray, draws: np.ndarray, blocks: int | None = None) -> np.ndarray:
    """Return ``[V, V]``: whether two variants are told apart, all pairs being wrong together in 5 % of cases at most.

    A pair is told apart if |difference| / se > c, with se the standard deviation of its paired difference over draws,
    and c the 95 % quantile over draws of the largest |difference − its mean| / se among the pairs not told apart yet;
    repeated until none is added (Romano & Wolf 2005, doi:10.1111/j.1468-0262.2005.00615.x). Judging each pair alone
    would tell five equal variants apart in a third of cases. With ``blocks``, the number of independent workloads, c is
    widened by √(n/(n−1)) t₉₇.₅(n−1) / z₉₇.₅, by which a bootstrap of n blocks is too narrow.
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
    """How much wider the interval of a mean of so few blocks is than their bootstrap says."""
    from scipy.special import ndtri, stdtrit

    if blocks is None or blocks < 2:
        return 1.0
    tail = (1 + LEVEL) / 2
    return float(np.sqrt(blocks / (blocks - 1)) * stdtrit(blocks - 1, tail) / ndtri(tail))

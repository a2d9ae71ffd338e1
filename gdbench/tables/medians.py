"""Intervals of medians, which rest on no distribution: the ranks of the samples alone decide."""

from __future__ import annotations

import math

import numpy as np

from gdbench.tables.bootstrap import TAIL


def median_bounds(samples: np.ndarray, miss: float = TAIL) -> tuple[float, float]:
    """Return bounds of the median, each of which errs with probability at most ``miss``; NaN for too few samples.

    The k-th smallest of n samples is above the median with probability P(B(n, ½) < k), where B is binomial. A bound is
    one of the samples, so it can be infinite.
    """
    from scipy.stats import binom

    ordered, n = np.sort(samples), len(samples)
    if n < samples_needed(miss):
        return np.nan, np.nan
    k = int(np.searchsorted(binom.cdf(np.arange(n), n, 0.5), miss, side="right"))  # P(B < k) ≤ miss
    return float(ordered[k - 1]), float(ordered[n - k])


def samples_needed(miss: float = TAIL) -> int:
    """Return the smallest number of samples that give bounds: all of n are above the median with probability 2⁻ⁿ."""
    return math.ceil(-math.log2(miss))

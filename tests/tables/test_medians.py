"""Tests the intervals of medians."""

import numpy as np
import pytest

from gdbench.tables.medians import median_bounds, samples_needed


def test_bounds_are_the_samples_that_the_binomial_distribution_names():
    assert samples_needed(0.025) == 6 and samples_needed(0.5) == 1
    assert np.isnan(median_bounds(np.arange(5.0))).all() and median_bounds(np.arange(6.0)) == (0.0, 5.0)
    assert median_bounds(np.arange(1.0, 11.0)) == (2.0, 9.0), "P(B(10, ½) < 2) = 1.1 %, and < 3 it is 5.5 %"
    assert median_bounds(np.array([1.0, 2.0, 3.0, 4.0, np.inf, np.inf])) == (1.0, np.inf)


@pytest.mark.parametrize("count", [6, 12, 41])
def test_bounds_cover_the_median(count):
    samples = np.random.default_rng(0).exponential(size=(3000, count))
    bounds = np.array([median_bounds(each) for each in samples])
    inside = (bounds[:, 0] <= np.log(2)) & (np.log(2) <= bounds[:, 1])
    assert inside.mean() > 0.94

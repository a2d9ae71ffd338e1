"""Bootstrap weights and intervals."""

import numpy as np
import pytest

from gdbench.tables.resampling import band, interval, multiplicities, run_multiplicities


def test_every_draw_is_as_large_as_the_sample():
    weights = multiplicities(500, 7)
    assert weights.shape == (500, 7) and (weights.sum(axis=1) == 7).all()
    np.testing.assert_allclose(weights.mean(axis=0), 1.0, atol=0.15)
    np.testing.assert_allclose(weights.var(axis=0), 6 / 7, atol=0.2)


def test_runs_are_drawn_in_two_stages():
    weights = run_multiplicities(2000, 3, 4)
    assert weights.shape == (2000, 3, 4) and (weights.sum(axis=(1, 2)) == 12).all()
    of_workload = weights.sum(axis=2)
    assert set(np.unique(of_workload)) <= {0, 4, 8, 12}, "a workload comes with all its seeds' worth of runs"
    assert (of_workload == 12).mean() == pytest.approx(1 / 27, abs=0.02)


def test_an_interval_ends_at_values_and_may_be_infinite():
    low, high = interval(np.array([1.0, 2.0, 3.0, np.inf]))
    assert (low, high) == (1.0, np.inf)
    low, high = interval(np.arange(1.0, 1001.0))
    assert (low, high) == (pytest.approx(25, abs=1), pytest.approx(975, abs=1)) and low == int(low)


def test_a_band_draws_the_pairs_of_a_group_together():
    reached = np.array([[[1.0], [1.0], [0.0], [0.0]]])  # one variant, four pairs of two workloads, one point
    share, low, high = band(reached, np.array(["p", "p", "q", "q"]))
    assert (share.item(), low.item(), high.item()) == (0.5, 0.0, 1.0)
    share, low, high = band(np.ones((1, 4, 1)), np.array(["p", "p", "q", "q"]))
    assert (share.item(), low.item(), high.item()) == (1.0, 1.0, 1.0)


def test_a_band_weighs_pairs_and_not_groups():
    reached = np.array([[[1.0], [0.0], [0.0], [0.0]]])
    share, low, high = band(reached, np.array(["p", "q", "q", "q"]))
    assert share.item() == 0.25 and low.item() == 0.0 and high.item() == 1.0


def test_a_band_of_nothing_is_nothing():
    share, low, high = band(np.zeros((2, 0, 3)), np.array([]))
    assert share.shape == low.shape == high.shape == (2, 3) and (share == 0).all()

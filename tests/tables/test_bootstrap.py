"""Tests bootstrap weights and intervals."""

import numpy as np
import pytest

from gdbench.tables.bootstrap import band, expanded_tail, interval, multiplicities


def test_every_draw_is_as_large_as_the_sample():
    weights = multiplicities(500, 7)
    assert weights.shape == (500, 7) and (weights.sum(axis=1) == 7).all()
    np.testing.assert_allclose(weights.mean(axis=0), 1.0, atol=0.15)
    np.testing.assert_allclose(weights.var(axis=0), 6 / 7, atol=0.2)


def test_an_interval_ends_at_values_and_may_be_infinite():
    low, high = interval(np.array([1.0, 2.0, 3.0, np.inf]), 6)
    assert (low, high) == (1.0, np.inf)
    low, high = interval(np.arange(1.0, 1001.0), 10_000)
    assert (low, high) == (pytest.approx(25, abs=1), pytest.approx(975, abs=1)) and low == int(low)


def test_an_interval_of_few_units_is_wider_and_of_fewer_than_six_is_none():
    assert expanded_tail(6) < expanded_tail(10) < expanded_tail(1000) == pytest.approx(0.025, abs=1e-3)
    assert np.isnan(interval(np.ones((9, 3)), 5)).all() and np.shape(interval(np.ones((9, 3)), 5)) == (2, 3)


@pytest.mark.parametrize("count", [6, 12])
def test_a_bootstrap_of_few_units_covers_the_mean(count):
    random, weights = np.random.default_rng(0), multiplicities(1000, count) / count
    samples = random.standard_normal((2000, count))
    low, high = interval(samples @ weights.T, count, axis=1)
    assert ((low <= 0) & (high >= 0)).mean() == pytest.approx(0.94, abs=0.02)


SIX = np.array(list("pqrstu"))


def test_a_band_draws_the_pairs_of_a_group_together():
    reached = np.array([[[1.0], [1.0], [0.0], [0.0]] * 3])  # one variant, two pairs of each of six workloads, one point
    share, low, high = band(reached, SIX.repeat(2))
    assert share.item() == 0.5 and low.item() <= 1 / 6 and high.item() >= 5 / 6
    share, low, high = band(np.ones((1, 12, 1)), SIX.repeat(2))
    assert (share.item(), low.item(), high.item()) == pytest.approx((1.0, 1.0, 1.0))


def test_a_band_weighs_pairs_and_not_groups():
    reached = np.array([[[1.0], [0.0], [0.0], [0.0]]])
    share, low, high = band(reached, np.array(["p", "q", "q", "q"]))
    assert share.item() == 0.25 and np.isnan([low.item(), high.item()]).all(), "two workloads have no interval"


def test_a_band_of_nothing_is_nothing():
    share, low, high = band(np.zeros((2, 0, 3)), np.array([]))
    assert share.shape == low.shape == high.shape == (2, 3) and (share == 0).all()

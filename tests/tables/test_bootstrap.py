"""Tests bootstrap weights, resampled means and intervals."""

import numpy as np
import pytest

from gdbench.tables.bootstrap import band, interval, multiplicities, resampled_means, run_weights


def test_every_draw_is_as_large_as_the_sample():
    weights = multiplicities(500, 7)
    assert weights.shape == (500, 7) and (weights.sum(axis=1) == 7).all()
    np.testing.assert_allclose(weights.mean(axis=0), 1.0, atol=0.15)
    np.testing.assert_allclose(weights.var(axis=0), 6 / 7, atol=0.2)


def test_runs_are_drawn_in_two_stages():
    weights = run_weights(3, 4).astype(int)
    assert weights.shape == (2000, 3, 4) and (weights.sum(axis=(1, 2)) == 12).all()
    of_workload = weights.sum(axis=2)
    assert set(np.unique(of_workload)) <= {0, 4, 8, 12}, "a workload comes with all its seeds' worth of runs"
    assert (of_workload == 12).mean() == pytest.approx(1 / 27, abs=0.02)


def test_draws_are_paired_across_variants():
    area = np.random.default_rng(1).random((1, 6, 5))
    draws = resampled_means(np.concatenate([area, area + 0.125, area]))
    np.testing.assert_array_equal(draws[:, 0], draws[:, 2])
    np.testing.assert_allclose(draws[:, 1] - draws[:, 0], 0.125, atol=1e-11)
    assert draws[:, 0].std() > 0


def test_workloads_and_seeds_are_both_drawn():
    seeds = resampled_means(np.array([[[0.0, 1.0]]]))[:, 0]  # one workload, two seeds: 0, ½, ½, 1
    loads = resampled_means(np.array([[[0.0, 0.0], [1.0, 1.0]]]))[:, 0]  # two workloads of equal seeds
    for draws in (seeds, loads):
        share = np.array([(draws == value).mean() for value in (0.0, 0.5, 1.0)])
        np.testing.assert_allclose(share, [0.25, 0.5, 0.25], atol=0.03)


def test_one_run_has_nothing_to_draw():
    np.testing.assert_array_equal(resampled_means(np.array([[[0.3]], [[0.7]]])), [[0.3, 0.7]] * 2000)


def test_means_are_those_of_drawn_indices():
    area = np.random.default_rng(2).random((2, 3, 4))
    random = np.random.default_rng(0)
    for drawn in resampled_means(area)[:20]:
        chosen, runs = random.integers(3, size=3), random.integers(4, size=(3, 4))
        np.testing.assert_allclose(drawn, area[:, chosen[:, None], runs].mean(axis=(1, 2)), atol=1e-12)


@pytest.mark.parametrize("kept", [1, 2, 5])
def test_a_part_of_the_weights_scatters_like_a_sample_of_its_size(kept):
    area = np.random.default_rng(3).random((1, 20, 1)).repeat(6, axis=2) + np.random.default_rng(4).random((1, 20, 6))
    part = resampled_means(area[:, :kept], run_weights(20, 6)[:, :kept])
    own = resampled_means(area[:, :kept])
    assert len(part) == pytest.approx(2000 * (1 - (1 - kept / 20) ** 20), abs=60)
    assert part.std() == pytest.approx(own.std(), rel=0.08) and part.mean() == pytest.approx(own.mean(), abs=0.01)


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

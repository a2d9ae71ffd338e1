"""Tests intervals of means and shares over few blocks, and the draws of means."""

import numpy as np
import pytest
from scipy import stats

from gdbench.tables.blocks import area_interval, blocks, draw_codes, drawn_means, mean_interval, share_interval

AREA = np.random.default_rng(0).random((3, 4, 5))


def test_blocks_are_workloads_or_the_runs_of_a_single_workload():
    np.testing.assert_allclose(blocks(AREA), AREA.mean(axis=2))
    np.testing.assert_array_equal(blocks(AREA[:, :1]), AREA[:, 0])
    assert blocks(AREA[:, :1, :1]).shape == (3, 1)


def test_the_interval_of_symmetric_blocks_is_students():
    values = np.array([[0.1, 0.2, 0.3, 0.4]])
    low, high = mean_interval(values)
    usual = stats.t.interval(0.95, 3, loc=0.25, scale=stats.sem(values[0]))
    assert (low[0], high[0]) == pytest.approx(usual)
    low, high = mean_interval(values, comparisons=10)
    assert (low[0], high[0]) == pytest.approx(stats.t.interval(0.995, 3, loc=0.25, scale=stats.sem(values[0])))


def test_an_interval_is_longer_on_the_skewed_side():
    (low,), (high,) = mean_interval(np.array([[0.0, 0.0, 0.0, 0.1, 0.9]]))
    assert high - 0.2 > 1.2 * (0.2 - low)


def test_equal_blocks_borrow_the_scatter_of_the_other_rows():
    values = np.array([[0.2, 0.2, 0.2], [0.1, 0.5, 0.3]])
    low, high = mean_interval(values)
    assert low[0] < 0.2 < high[0] and high[0] - low[0] < high[1] - low[1]
    alone = mean_interval(values[:1])
    assert alone[0] == pytest.approx(0.2) == alone[1]


@pytest.mark.parametrize("count", [0, 1])
def test_one_block_has_no_interval(count):
    for bounds in (mean_interval(np.ones((2, count))), area_interval(np.ones((2, count)))):
        assert np.isnan(bounds).all() and np.shape(bounds) == (2, 2)
    assert np.isnan(share_interval(np.array([0.5]), count)).all()


def test_rows_that_are_not_finite_have_no_interval_and_do_not_disturb_the_others():
    values = np.array([[0.1, 0.2, 0.3], [1.0, np.inf, 2.0]])
    low, high = mean_interval(values)
    assert np.isnan([low[1], high[1]]).all()
    assert (low[0], high[0]) == pytest.approx([float(each[0]) for each in mean_interval(values[:1])])


def test_the_interval_of_a_share_is_wide_where_all_blocks_are_equal():
    for count, low in ((2, 0.02), (5, 0.5), (7, 0.6)):
        (bound,), (high,) = share_interval(np.array([1.0]), count)
        assert bound < low and high == 1
    (low,), (high,) = share_interval(np.array([0.5]), 10_000)
    assert (low, high) == pytest.approx((0.4902, 0.5098), abs=1e-4)


def test_drawn_means_are_distributed_like_students_t_and_paired():
    values = 0.5 + 0.02 * np.random.default_rng(1).standard_normal((2, 6))
    draws = drawn_means(np.concatenate([values, values[:1], values[:1] + 0.1]))
    np.testing.assert_array_equal(draws[:, 0], draws[:, 2])
    np.testing.assert_allclose(draws[:, 3] - draws[:, 0], 0.1, atol=1e-11)
    for row in range(2):
        usual = stats.t.interval(0.95, 5, loc=values[row].mean(), scale=stats.sem(values[row]))
        np.testing.assert_allclose(np.quantile(draws[:, row], [0.025, 0.975]), usual, atol=0.003)
    assert drawn_means(np.array([[0.0, 0.3]])).min() >= 0 and (drawn_means(np.array([[0.4]])) == 0.4).all()


def test_draws_of_fewer_blocks_are_the_first_of_those_of_more():
    np.testing.assert_array_equal(draw_codes(7)[:4], draw_codes(4))

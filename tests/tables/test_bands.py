"""Tests median and quartiles of convergence curves against answers worked out by hand."""

import numpy as np
import pytest

from gdbench.tables.bands import SMALLEST, bands_table
from gdbench.types import Stage
from tests.tables.tables_frames import INF, manifest_cell, stored


def band(gaps, costs=None, trials=None, **more):
    runs = len(gaps)
    costs = costs or [[1, 2]] * runs
    part = stored(manifest_cell(), trials or [0] * runs, range(runs), gaps, costs, **more)
    return bands_table([part])


def test_median_and_quartiles_of_the_runs_at_each_sample():
    table = band([[5, 50], [1, 10], [3, 30], [2, 20], [4, 40]])
    assert table["median"].tolist() == [3, 30]
    assert table["low"].tolist() == [2, 20] and table["high"].tolist() == [4, 40]
    assert table["start"].tolist() == [3, 3] and table["runs"].tolist() == [5, 5]
    assert table["cost"].tolist() == [1, 2]


def test_one_run_is_its_own_band():
    table = band([[3, 2]])
    assert table[["low", "median", "high"]].to_numpy().tolist() == [[3, 3, 3], [2, 2, 2]]


@pytest.mark.parametrize("bad", [np.nan, INF, -INF])
def test_a_run_that_left_the_numbers_is_above_all_others(bad):
    table = band([[1, bad], [2, 20], [3, 30], [4, 40], [5, 50]])
    assert table["low"].tolist() == [2, 30] and table["median"].tolist() == [3, 40]
    assert table["high"].tolist() == [4, 50]


def test_a_band_ends_where_a_quarter_of_the_runs_did():
    table = band([[1, np.nan], [2, np.nan], [3, 30], [4, 40], [5, 50]])
    assert table["median"].tolist() == [3, 50] and table["high"].tolist() == [4, INF]


def test_gaps_at_or_below_the_floor_are_drawn_at_it():
    assert band([[1e-20, -3.0]])["median"].tolist() == [SMALLEST, SMALLEST]


def test_cost_is_that_of_the_runs_still_going():
    assert band([[1, 1], [1, 1]], costs=[[1, 3], [2, 9]])["cost"].tolist() == [2, 9]


def test_default_and_tuning_runs_are_left_out():
    table = band([[1, 1], [7, 7]], trials=[2, -1])
    assert table["median"].tolist() == [1, 1] and table["runs"].tolist() == [1, 1]
    assert band([[1, 1]], stage=Stage.TUNING).empty and bands_table([]).empty

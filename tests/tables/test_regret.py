"""Tests how far runs stay behind a moving minimum."""

import numpy as np

from gdbench.tables.regret import dynamic_regret
from tests.tables.tables_frames import INF, part

MOVING = {"tags": ["convex", "moving"]}


def test_regret_is_the_mean_gap_over_the_steps():
    (row,) = dynamic_regret([part([[4, 2, 2, 0]], steps=[0, 10, 30, 40], cell=MOVING)]).itertuples()
    assert row.regret == (10 * 3 + 20 * 2 + 10 * 1) / 40 and row.start == 4 and row.runs == 1


def test_what_comes_after_the_end_of_a_run_is_not_regretted():
    (row,) = dynamic_regret([part([[4, 2, 2, 2]], steps=[0, 10, 10, 10], cell=MOVING)]).itertuples()
    assert row.regret == 3


def test_a_run_that_left_the_finite_numbers_has_infinite_regret():
    given = part([[4, 2, np.nan], [4, 2, 2]], cell=MOVING)
    (row,) = dynamic_regret([given]).itertuples()
    assert row.regret == INF and np.isnan([row.low, row.high]).all()


def test_what_does_not_move_has_no_row():
    assert dynamic_regret([part([[4, 2, 1]], cell={"tags": ["convex"]})]).empty

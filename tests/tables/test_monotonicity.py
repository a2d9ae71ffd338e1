"""Tests how often a curve rises."""

import numpy as np
import pytest

from gdbench.tables.monotonicity import monotonicity
from gdbench.types import Stage
from tests.tables.tables_frames import INF, part


@pytest.mark.parametrize(
    ("curve", "share"),
    [([4, 3, 2, 1], 0), ([4, 5, 2, 3], 2 / 3), ([4, 4, 4, 4], 0), ([4, 3, np.nan, np.nan], 2 / 3), ([1, 2, 3, INF], 1)],
)
def test_the_share_of_samples_that_rise(curve, share):
    (row,) = monotonicity([part([curve])]).itertuples()
    assert row.increases == pytest.approx(share)


def test_a_run_that_has_ended_has_no_more_samples():
    (row,) = monotonicity([part([[4, 5, 5, 5]], steps=[1, 2, 2, 2])]).itertuples()
    assert row.increases == 1.0


def test_the_tuned_setting_counts_with_interval_and_success():
    given = part([[4, 3, 2], [2, 3, 4], [2, 3, 4]], trials=[0, 0, -1], hit=((1, 2), (1, INF), (1, INF)))
    (row,) = monotonicity([given]).itertuples()
    assert (row.increases, row.low, row.high, row.runs, row.success) == (0.5, 0.0, 1.0, 2, 0.5)
    assert monotonicity([(given[0], Stage.TUNING, given[2])]).empty and monotonicity([]).empty

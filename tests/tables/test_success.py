"""Tests success rates with Wilson intervals against answers worked out by hand."""

import numpy as np
import pytest
from scipy import stats

from gdbench.tables.success import success_rates, wilson
from tests.tables.tables_frames import INF, hits


def field(**variants):
    """Hits of several variants: {variant: {workload: [costs per seed]}} flattened."""
    return {(name, load): seeds for name, table in variants.items() for load, seeds in table.items()}


@pytest.mark.parametrize(("solved", "attempted"), [(0, 10), (1, 10), (5, 10), (10, 10), (17, 24)])
def test_the_wilson_interval_is_scipys(solved, attempted):
    expected = stats.binomtest(solved, attempted).proportion_ci(0.95, method="wilson")
    low, high = wilson(np.array([solved]), np.array([attempted]))
    assert (low[0], high[0]) == (pytest.approx(expected.low, abs=1e-12), pytest.approx(expected.high, abs=1e-12))


def test_no_attempt_says_nothing():
    assert [bound.item() for bound in wilson(np.array([0]), np.array([0]))] == [0, 1]


def test_success_is_reaching_the_last_target_of_ones_workload():
    frame = hits(field(a={"p": [[1, 2], [1, INF]], "q": [[5], [5]]}))
    (row,) = success_rates(frame).itertuples()
    assert (row.solved, row.attempted, row.success) == (3, 4, 0.75)
    table = success_rates(frame, ("variant", "workload")).set_index("workload")
    assert table["success"].to_dict() == {"p": 0.5, "q": 1.0} and (table["low"] < table["success"]).all()

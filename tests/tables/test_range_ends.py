"""Tests on how many workloads a tuned learning rate counts as lying at an end of its range."""

import numpy as np
import pandas as pd
import pytest

from gdbench.tables.range_ends import COLUMNS, range_ends
from gdbench.tables.trials import trials_table

LOW, HIGH = 1e-4, 1e2


def found(*trials, scale="log", improved=1.0, cap=False):
    """The counts of one cell whose trials, (rate, effort), are given best first."""
    rate, effort = np.array(trials, float).T
    frame = pd.DataFrame({"variant": "a", "workload": "p", "learning_rate": rate, "effort": effort, "depth": 0.0})
    cells = pd.DataFrame([{"variant": "a", "workload": "p", "searched": {"learning_rate": (LOW, HIGH, scale, cap)}}])
    table = range_ends(frame.assign(improved=improved), cells)
    return table[COLUMNS[1:]].to_numpy().tolist()


@pytest.mark.parametrize(
    ("rate", "expected"),
    [(2.9e-4, [1, 0, 1]), (3.1e-4, [0, 0, 1]), (1.0, [0, 0, 1]), (33.0, [0, 0, 1]), (34.0, [0, 1, 1])],
)
def test_a_rate_within_a_factor_of_three_of_an_end_counts(rate, expected):
    assert found((rate, 1.0), (0.1, 2.0)) == [expected]


def test_trials_that_are_exactly_as_good_must_all_lie_at_the_end():
    assert found((50.0, 1.0), (1.0, 1.0), (1e-3, 2.0)) == [[0, 0, 1]]
    assert found((50.0, 1.0), (90.0, 1.0), (1e-3, 2.0)) == [[0, 1, 1]]


def test_a_cap_is_never_at_the_high_end():
    assert found((90.0, 1.0), (1.0, 2.0), cap=True) == [[0, 0, 1]]
    assert found((1e-4, 1.0), (1.0, 2.0), cap=True) == [[1, 0, 1]]


def test_where_nothing_improved_or_the_range_is_not_logarithmic_nothing_is_counted():
    assert found((50.0, 1.0), improved=0.0) == []
    assert found((50.0, 1.0), scale="linear") == []


def test_no_trials_have_no_ends():
    table = range_ends(trials_table([]), pd.DataFrame(columns=["variant", "workload", "searched"]))
    assert table.empty and list(table) == COLUMNS

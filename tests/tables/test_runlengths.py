"""Tests distributions of run lengths with restarts."""

import numpy as np
import pandas as pd
import pytest

from gdbench.tables.expected import expected_running_time
from gdbench.tables.runlengths import run_lengths
from tests.tables.tables_frames import INF, hits


def lengths(found, **more):
    return run_lengths(hits(found), points=3, most=100.0, **more)


def test_where_all_runs_succeed_no_run_is_started_again():
    table = lengths({("a", "p"): [[1], [10], [100], [100]]}, draws=4000)
    np.testing.assert_allclose(sorted(set(table["cost"])), [1, 10, 100])
    assert table["share"].tolist() == pytest.approx([0.25, 0.5, 1.0], abs=0.03)


def test_with_restarts_failures_add_what_they_spent():
    # One run of two succeeds at once: P(length ≤ 1 + 100 k) = 1 − 2^−(k + 1)
    table = run_lengths(hits({("a", "p"): [[1], [INF]]}), draws=4000, points=3, most=10_000.0)
    by_cost = dict(zip(table["cost"].round(6), table["share"], strict=True))
    assert by_cost[1.0] == pytest.approx(0.5, abs=0.03)
    assert by_cost[100.0] == pytest.approx(0.5, abs=0.03), "the first failure costs 100 and 1 more"
    assert by_cost[10_000.0] == 1.0
    more = run_lengths(hits({("a", "p"): [[1], [INF]]}), draws=4000, points=2, most=201.0)
    assert more["share"].tolist()[-1] == pytest.approx(0.875, abs=0.02)


def test_the_mean_run_length_with_restarts_is_the_expected_running_time():
    found = {("a", "p"): [[7], [INF], [30], [INF], [12]]}
    table = run_lengths(hits(found), draws=20_000, points=4000, most=3000.0)
    cost, share = table["cost"].to_numpy(), table["share"].to_numpy()
    mean = cost[0] * share[0] + np.sum((cost[1:] + cost[:-1]) / 2 * np.diff(share))
    (ert,) = expected_running_time(hits(found))["ert"]
    assert ert == (7 + 30 + 12 + 200) / 3
    assert mean == pytest.approx(ert, rel=0.02)


def test_a_pair_that_never_succeeds_stays_below():
    table = lengths({("a", "p"): [[1], [1]], ("a", "q"): [[INF], [INF]]})
    assert (table["share"] == 0.5).all()


def test_a_pair_without_runs_counts_as_not_reached():
    table = lengths({("a", "p"): [[1]], ("a", "q"): [[1]], ("b", "p"): [[1]]})
    assert table.groupby("variant")["share"].max().to_dict() == {"a": 1.0, "b": 0.5}


def test_every_target_is_a_pair():
    table = lengths({("a", "p"): [[1, 10, INF]]})
    assert table["share"].tolist() == pytest.approx([1 / 3, 2 / 3, 2 / 3])


def test_unequal_numbers_of_runs_weigh_pairs_alike():
    table = lengths({("a", "p"): [[1], [1], [1]], ("a", "q"): [[100]]})
    assert table["share"].tolist() == pytest.approx([0.5, 0.5, 1.0])


def test_run_lengths_are_the_same_every_time_and_of_nothing_are_empty():
    found = {("a", "p"): [[1], [INF], [50]]}
    pd.testing.assert_frame_equal(lengths(found), lengths(found))
    assert run_lengths(hits(found).iloc[:0]).empty
    assert (lengths({("a", "p"): [[INF]]})["share"] == 0).all()
